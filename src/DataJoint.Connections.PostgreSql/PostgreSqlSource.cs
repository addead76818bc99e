using System.Data.Common;
using DataJoint.Connections.Drivers;
using Npgsql;

namespace DataJoint.Connections.PostgreSql;

/// <summary>The data source of Npgsql. Its connections are all encrypted, or none is.</summary>
internal sealed partial class PostgreSqlSource : DriverSource
{
    private readonly NpgsqlDataSource _source;

    public PostgreSqlSource(SessionContext context, SourceMode mode)
        : base(context) => _source = Build(Compose(context, mode));

    public override string ConnectionString => _source.ConnectionString;

    public override bool MustKnowTlsFirst => Context is { IsPlain: false, HasOpened: false, OffersTls: false, Target.PrefersTls: true };

    public override bool MayHang => !Context.HasOpened || Context.Target.InitFunction is not null;

    public override DbConnection Create() => _source.CreateConnection();

    public override void Dispose() => _source.Dispose();

    private static NpgsqlConnectionStringBuilder Compose(SessionContext context, SourceMode mode)
    {
        DatabaseTarget target = context.Target;
        NpgsqlConnectionStringBuilder settings = new()
        {
            // The driver wants the directory, as psql does; the path of the socket itself is what MySQL has.
            Host = target.IsUnixSocket ? PostgreSqlSocket.DirectoryOf(target.Host) : target.Host,
            Port = target.Port,
            Username = target.IsUserKnown ? target.User : null,
            Database = target.Name ?? "postgres",
            Timeout = mode.ConnectSeconds,
            Pooling = mode.IsPooled,

            // Never Prefer: the driver would then try again in plain text after any failure that follows the handshake, a wrong password too.
            SslMode = target.UseTls == false || context.IsPlain || target.IsUnixSocket ? SslMode.Disable : SslMode.Require,

            // The reset when a connection goes back to the pool would take back what the statement has set, and nothing sets it again.
            NoResetOnClose = target.InitFunction is not null,
        };
        if (mode.IsPooled)
        {
            settings.MaxPoolSize = mode.MaximumPoolSize;
        }

        Protect(settings, context);
        return settings;
    }

    private NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings)
    {
        NpgsqlSlimDataSourceBuilder builder = new(settings.ConnectionString);
        EnableTypes(builder);
        builder.UsePasswordProvider(_ => Context.RevealPassword(), (_, _) => new ValueTask<string>(Context.RevealPassword()));
        UseTls(builder);
        if (SessionStart.IsNeeded(Context) || Context.Target.PrefersTls)
        {
            builder.UsePhysicalConnectionInitializer(Greet, async connection => await GreetAsync(connection).ConfigureAwait(false));
        }

        return builder.Build();
    }

    private void Greet(NpgsqlConnection connection)
    {
        NotePhysical();
        SessionStart.Run(connection, Context);
    }

    private ValueTask GreetAsync(NpgsqlConnection connection)
    {
        NotePhysical();
        return SessionStart.IsNeeded(Context) ? SessionStart.RunAsync(connection, Context, CancellationToken.None) : default;
    }

    private void NotePhysical()
    {
        if (Context.Target.PrefersTls)
        {
            Context.NotePhysical(Context.IsPlain);
        }
    }
}
