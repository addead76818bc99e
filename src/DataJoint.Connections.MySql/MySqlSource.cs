using System.Data.Common;
using System.Security.Cryptography.X509Certificates;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Tls;
using MySqlConnector;

namespace DataJoint.Connections.MySql;

/// <summary>The data source of MySqlConnector. Its pool resets each connection when it hands it out, and so finds the dead ones.</summary>
internal sealed class MySqlSource : DriverSource
{
    private static readonly Func<MySqlProvidePasswordContext, string> Deny = _ => throw new LoginNotPermittedException();
    private static readonly Func<X509CertificateCollection, ValueTask> DenyTls = _ => throw new LoginNotPermittedException();

    private readonly MySqlDataSource _source;
    private readonly Func<MySqlProvidePasswordContext, string> _logIn;

    public MySqlSource(SessionContext context, SourceMode mode)
        : base(context)
    {
        _source = Build(context, Compose(context.Target, mode));
        _logIn = LogIn;
    }

    public override string ConnectionString => _source.ConnectionString;

    /// <summary>Without TLS, and without a statement for new sessions, every wait of the driver has its limit.</summary>
    public override bool MayHang => !Context.HasOpened || Context.Target.UseTls != false || Context.Target.InitFunction is not null;

    public override DbConnection Create()
    {
        MySqlConnection connection = _source.CreateConnection();
        connection.ProvidePasswordCallback = _logIn;
        return connection;
    }

    public override DbConnection CreateForPooled()
    {
        MySqlConnection connection = _source.CreateConnection();
        connection.ProvidePasswordCallback = Deny;

        // Called before the handshake, in which the driver's synchronous call has no limit.
        connection.ProvideClientCertificatesCallback = DenyTls;
        return connection;
    }

    public override void ClearPool()
    {
        using MySqlConnection any = _source.CreateConnection();
        MySqlConnection.ClearPool(any);
    }

    public override void Dispose() => _source.Dispose();

    private static MySqlConnectionStringBuilder Compose(DatabaseTarget target, SourceMode mode)
    {
        MySqlConnectionStringBuilder settings = new()
        {
            Server = target.Host,
            ConnectionProtocol = target.IsUnixSocket ? MySqlConnectionProtocol.UnixSocket : MySqlConnectionProtocol.Sockets,
            UserID = target.IsUserKnown ? target.User : "",
            Database = target.Name ?? "",
            ConnectionTimeout = (uint)mode.ConnectSeconds,
            Pooling = mode.IsPooled,
            SslMode = target.UseTls switch
            {
                true => MySqlSslMode.Required,
                false => MySqlSslMode.None,
                null => MySqlSslMode.Preferred,
            },

            // Whoever refuses TLS by name has accepted that somebody in the middle can pose as the server; without this, accounts that use
            // caching_sha2_password could not log in at all. When TLS is merely missing, nobody has accepted that.
            AllowPublicKeyRetrieval = target.UseTls == false,

            // Statements may use the server's variables (SET @a = 1), as everywhere else; the driver would take each for a parameter that is missing.
            AllowUserVariables = true,

            // Text of 36 characters is text, as laboratories store it: the driver would take CHAR(36) for a GUID, and fail at the first that is none.
            GuidFormat = MySqlGuidFormat.None,
        };
        if (!target.IsUnixSocket)
        {
            settings.Port = (uint)target.Port;
        }

        if (mode.IsVerbatim)
        {
            settings.TreatTinyAsBoolean = false;
            settings.AllowZeroDateTime = true;
        }

        if (mode.IsPooled)
        {
            settings.MaximumPoolSize = (uint)mode.MaximumPoolSize;
        }

        return settings;
    }

    private static MySqlDataSource Build(SessionContext context, MySqlConnectionStringBuilder settings)
    {
        TlsTarget tls = context.Target.Tls;
        MySqlDataSourceBuilder builder = new(settings.ConnectionString);
        builder.UseRemoteCertificateValidationCallback(context.Gate.Validate);
        if (tls.Certificate is not null)
        {
            builder.UseClientCertificatesCallback(certificates => AddClientCertificate(certificates, tls));
        }

        if (SessionStart.IsNeeded(context) || context.Target.PrefersTls)
        {
            builder.UseConnectionOpenedCallback((opened, cancellationToken) => Greet(opened, context, cancellationToken));
        }

        return builder.Build();
    }

    private string LogIn(MySqlProvidePasswordContext login)
    {
        Context.CountLogin();
        return Context.RevealPassword();
    }

    /// <summary>For each session that is handed out. A reset takes back what the statement has set, so it is run again.</summary>
    private static ValueTask Greet(MySqlConnectionOpenedContext opened, SessionContext context, CancellationToken cancellationToken) =>
        context.Target.PrefersTls && opened.Conditions.HasFlag(MySqlConnectionOpenedConditions.New)
            ? GreetNewAsync(opened.Connection, context, cancellationToken)
            : PrepareSession(opened.Connection, context, cancellationToken);

    private static async ValueTask GreetNewAsync(MySqlConnection connection, SessionContext context, CancellationToken cancellationToken)
    {
        context.NotePhysical(
            context.CountPhysical() ?? await IsPlainTextAsync(connection, cancellationToken).ConfigureAwait(false));
        await PrepareSession(connection, context, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> IsPlainTextAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        List<string?[]> rows = await ServerReport.AskAsync(connection, "SHOW SESSION STATUS LIKE 'Ssl_version'", cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 || string.IsNullOrEmpty(rows[0][1]);
    }

    private static ValueTask PrepareSession(MySqlConnection connection, SessionContext context, CancellationToken cancellationToken) =>
        SessionStart.IsNeeded(context) ? SessionStart.RunAsync(connection, context, cancellationToken) : default;

    private static ValueTask AddClientCertificate(X509CertificateCollection certificates, TlsTarget target)
    {
        certificates.AddRange(TlsFiles.LoadClientCertificate(target));
        return default;
    }
}
