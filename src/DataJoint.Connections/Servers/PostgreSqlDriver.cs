using System.Data;
using System.Data.Common;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace DataJoint.Connections;

/// <summary>PostgreSQL, by Npgsql.</summary>
internal sealed class PostgreSqlDriver : DatabaseDriver
{
    internal static readonly PostgreSqlDriver Instance = new();

    internal override string PingStatement => "SELECT 1";

    internal override bool HandsOutUntested => true;

    internal override bool NeedsToken => true;

    internal override DbDataSource CreateSource(Generation generation, SourceMode mode)
    {
        DatabaseTarget target = generation.Target;
        NpgsqlConnectionStringBuilder settings = new()
        {
            // The driver wants the directory, as psql does; the path of the socket itself is what MySQL has.
            Host = target.IsUnixSocket ? PostgreSqlSocket.DirectoryOf(target.Host) : target.Host,
            Port = target.Port,
            Username = target.User,
            Database = target.Name ?? "postgres",
            Timeout = mode.ConnectSeconds,
            Pooling = mode.IsPooled,

            // Never Prefer: the driver would then try again in plain text after any failure that follows the handshake, a wrong password too.
            SslMode = target.UseTls == false || generation.IsPlain || target.IsUnixSocket ? SslMode.Disable : SslMode.Require,

            // When TLS is merely missing, nobody has accepted that somebody in the middle can pose as the server: he would ask for the password in clear.
            RequireAuth = generation.IsPlain ? "!Password" : null,

            // Nor this: it would try everything twice where a Kerberos ticket lies about.
            GssEncryptionMode = GssEncryptionMode.Disable,

            // The reset when a connection goes back to the pool would take back what the statement has set, and nothing sets it again.
            NoResetOnClose = target.InitFunction is not null,
        };
        if (mode.IsPooled)
        {
            settings.MaxPoolSize = mode.MaximumPoolSize;
        }

        NpgsqlSlimDataSourceBuilder builder = new(settings.ConnectionString);
        EnableTypes(builder);
        builder.UsePasswordProvider(_ => generation.RevealPassword(), (_, _) => new ValueTask<string>(generation.RevealPassword()));
        builder.UseSslClientAuthenticationOptionsCallback(options => Configure(options, generation));
        if (SessionStart.IsNeeded(generation) || target.PrefersTls)
        {
            builder.UsePhysicalConnectionInitializer(
                connection => Greet(connection, generation), async connection => await GreetAsync(connection, generation).ConfigureAwait(false));
        }

        return builder.Build();
    }

    internal override bool MustKnowTlsFirst(Generation generation) =>
        generation.Target.PrefersTls && generation is { IsPlain: false, HasOpened: false, OffersTls: false };

    internal override bool MayHang(Generation generation) => !generation.HasOpened || generation.Target.InitFunction is not null;

    internal override bool RefusesPair(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification,
    } refusal && !PostgreSqlFaults.IsAboutRules(refusal);

    internal override void ClearPool(Generation generation) => ((NpgsqlDataSource)generation.Source).Clear();

    internal override int IdentityOf(DbConnection connection) => ((NpgsqlConnection)connection).ProcessID;

    internal override Liveness Look(DbConnection connection)
    {
        try
        {
            // Refused before anything is sent when a transaction is open; otherwise it travels with the question itself.
            using DbTransaction probe = connection.BeginTransaction();
            using DbCommand command = connection.CreateCommand();
            command.CommandText = PingStatement;
            command.CommandTimeout = LookPatience;
            command.ExecuteNonQuery();
            probe.Rollback();
            return Liveness.Alive;
        }
        catch (Exception error) when (error is InvalidOperationException or NpgsqlOperationInProgressException)
        {
            return Liveness.InUse;
        }
        catch (Exception error) when (error is NpgsqlException or IOException or SocketException)
        {
            return IsLoss(error) || connection.State != ConnectionState.Open ? Liveness.Lost : Liveness.Alive;
        }
    }

    internal override void Commit(DbTransaction transaction)
    {
        using DbCommand command = ComposeCommit(transaction);
        command.ExecuteNonQuery();
    }

    internal override async Task CommitAsync(DbTransaction transaction)
    {
        DbCommand command = ComposeCommit(transaction);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    internal override bool IsLoss(Exception error) => PostgreSqlFaults.IsLoss(error);

    internal override Remedy RemedyFor(Exception error, Generation generation) => error switch
    {
        ObjectDisposedException => Remedy.NewestSource,
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            Remedy.FreshCredentials,
        NpgsqlException when PostgreSqlFaults.SaysNoTls(error) && generation.Target.UseTls is null && !generation.IsPlain => Remedy.WithoutTls,
        _ => Remedy.None,
    };

    internal override Fault Explain(Exception error, Generation generation) => PostgreSqlFaults.Explain(error, generation);

    /// <summary>
    /// The server answers COMMIT in a transaction in which a statement has failed with ROLLBACK, which is no error, and the driver says nothing. In
    /// such a transaction it refuses every query; one that travels in the same packet costs no time.
    /// </summary>
    private static DbCommand ComposeCommit(DbTransaction transaction)
    {
        // Throws when the work itself has committed or rolled back.
        _ = transaction.IsolationLevel;
        DbCommand command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT 1; COMMIT";
        return command;
    }

    /// <summary>A generation's connections are all encrypted, or none is.</summary>
    private static void NotePhysical(Generation generation)
    {
        if (generation.Target.PrefersTls)
        {
            generation.NotePhysical(generation.IsPlain);
        }
    }

    private static void Greet(NpgsqlConnection connection, Generation generation)
    {
        NotePhysical(generation);
        SessionStart.Run(connection, generation);
    }

    private static ValueTask GreetAsync(NpgsqlConnection connection, Generation generation)
    {
        NotePhysical(generation);
        return SessionStart.IsNeeded(generation) ? SessionStart.RunAsync(connection, generation, CancellationToken.None) : default;
    }

    /// <summary>All that the full builder offers and that needs no code made at run time.</summary>
    private static void EnableTypes(NpgsqlSlimDataSourceBuilder builder)
    {
        builder.EnableTransportSecurity();
        if (!PostgreSqlTypes.AreAllSupported)
        {
            return;
        }

        builder
            .EnableArrays()
            .EnableRanges()
            .EnableMultiranges()
            .EnableRecords()
            .EnableFullTextSearch()
            .EnableLTree()
            .EnableCube()
            .EnableNetworkTypes()
            .EnableGeometricTypes()
            .EnableJsonTypes()
            .EnableExtraConversions()
            .EnableIntegratedSecurity();
    }

    private static void Configure(SslClientAuthenticationOptions options, Generation generation)
    {
        options.RemoteCertificateValidationCallback = generation.Gate.Validate;

        // Npgsql would show a certificate that lies in the home directory to any server; here only the one of the settings counts.
        options.ClientCertificateContext = null;
        if (generation.Target.Tls.Certificate is not null)
        {
            X509Certificate2Collection all = TlsFiles.LoadClientCertificate(generation.Target.Tls);
            X509Certificate2 own = all[0];
            all.RemoveAt(0);
            options.ClientCertificateContext = SslStreamCertificateContext.Create(own, all);
        }
    }
}
