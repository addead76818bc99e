using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MySqlConnector;

namespace DataJoint.Connections;

/// <summary>MySQL and MariaDB, by MySqlConnector.</summary>
internal sealed class MySqlDriver : DatabaseDriver
{
    internal static readonly MySqlDriver Instance = new();

    private static readonly Func<MySqlProvidePasswordContext, string> Deny = _ => throw new LoginNotPermittedException();
    private static readonly Func<X509CertificateCollection, ValueTask> DenyTls = _ => throw new LoginNotPermittedException();

    internal override string PingStatement => "DO 0";

    /// <summary>The pool resets each connection when it hands it out, and so finds the dead ones.</summary>
    internal override bool HandsOutUntested => false;

    internal override DbDataSource CreateSource(Generation generation, SourceMode mode)
    {
        DatabaseTarget target = generation.Target;
        MySqlConnectionStringBuilder settings = new()
        {
            Server = target.Host,
            ConnectionProtocol = target.IsUnixSocket ? MySqlConnectionProtocol.UnixSocket : MySqlConnectionProtocol.Sockets,
            UserID = target.User,
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

        MySqlDataSourceBuilder builder = new(settings.ConnectionString);
        builder.UseRemoteCertificateValidationCallback(generation.Gate.Validate);
        if (target.Tls.Certificate is not null)
        {
            builder.UseClientCertificatesCallback(certificates => AddClientCertificate(certificates, target.Tls));
        }

        if (SessionStart.IsNeeded(generation) || target.PrefersTls)
        {
            builder.UseConnectionOpenedCallback((context, cancellationToken) => Greet(context, generation, cancellationToken));
        }

        return builder.Build();
    }

    internal override DbConnection Create(Generation generation)
    {
        MySqlConnection connection = ((MySqlDataSource)generation.Source).CreateConnection();
        connection.ProvidePasswordCallback = generation.PasswordForMySql ??= _ => LogIn(generation);
        return connection;
    }

    internal override DbConnection CreateForPooled(Generation generation)
    {
        MySqlConnection connection = ((MySqlDataSource)generation.Source).CreateConnection();
        connection.ProvidePasswordCallback = Deny;

        // Called before the handshake, in which the driver's synchronous call has no limit.
        connection.ProvideClientCertificatesCallback = DenyTls;
        return connection;
    }

    /// <summary>Without TLS, and without a statement for new sessions, every wait of the driver has its limit.</summary>
    internal override bool MayHang(Generation generation) => !generation.HasOpened || generation.Target.UseTls != false || generation.Target.InitFunction is not null;

    internal override bool RefusesPair(Exception error) =>
        error is MySqlException { ErrorCode: MySqlErrorCode.AccessDenied or MySqlFaults.AccessDeniedNoPassword };

    internal override void ClearPool(Generation generation)
    {
        using MySqlConnection any = ((MySqlDataSource)generation.Source).CreateConnection();
        MySqlConnection.ClearPool(any);
    }

    internal override Liveness Look(DbConnection connection)
    {
        try
        {
            // Without the transaction that is open on the connection, if any, the driver refuses before it sends anything.
            using DbCommand command = connection.CreateCommand();
            command.CommandText = PingStatement;
            command.CommandTimeout = LookPatience;
            command.ExecuteNonQuery();
            return Liveness.Alive;
        }
        catch (InvalidOperationException)
        {
            return Liveness.InUse;
        }
        catch (Exception error) when (error is MySqlException or IOException or SocketException)
        {
            return IsLoss(error) || connection.State != ConnectionState.Open ? Liveness.Lost : Liveness.Alive;
        }
    }

    internal override bool IsLoss(Exception error) => MySqlFaults.IsLoss(error);

    internal override Remedy RemedyFor(Exception error, Generation generation) => error switch
    {
        ObjectDisposedException => Remedy.NewestSource,
        MySqlException refusal when MySqlFaults.RefusesCredentials(refusal) => Remedy.FreshCredentials,
        MySqlException { InnerException: MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } } when generation is { IsPooled: true, HasOpened: true } => Remedy.FreshPool,
        _ => Remedy.None,
    };

    internal override Fault Explain(Exception error, Generation generation) => MySqlFaults.Explain(error, generation);

    private static string LogIn(Generation generation)
    {
        generation.CountLogin();
        return generation.RevealPassword();
    }

    /// <summary>For each session that is handed out. A reset takes back what the statement has set, so it is run again.</summary>
    private static ValueTask Greet(MySqlConnectionOpenedContext context, Generation generation, CancellationToken cancellationToken) =>
        generation.Target.PrefersTls && context.Conditions.HasFlag(MySqlConnectionOpenedConditions.New)
            ? GreetNewAsync(context.Connection, generation, cancellationToken)
            : PrepareSession(context.Connection, generation, cancellationToken);

    private static async ValueTask GreetNewAsync(MySqlConnection connection, Generation generation, CancellationToken cancellationToken)
    {
        generation.NotePhysical(
            generation.CountPhysical() ?? await IsPlainTextAsync(connection, cancellationToken).ConfigureAwait(false));
        await PrepareSession(connection, generation, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> IsPlainTextAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        List<string?[]> rows = await ServerReport.AskAsync(connection, "SHOW SESSION STATUS LIKE 'Ssl_version'", cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 || string.IsNullOrEmpty(rows[0][1]);
    }

    private static ValueTask PrepareSession(MySqlConnection connection, Generation generation, CancellationToken cancellationToken) =>
        SessionStart.IsNeeded(generation) ? SessionStart.RunAsync(connection, generation, cancellationToken) : default;

    private static ValueTask AddClientCertificate(X509CertificateCollection certificates, TlsTarget target)
    {
        certificates.AddRange(TlsFiles.LoadClientCertificate(target));
        return default;
    }
}
