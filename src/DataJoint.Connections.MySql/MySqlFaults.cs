using System.Security.Cryptography;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;
using MySqlConnector;

namespace DataJoint.Connections.MySql;

/// <summary>What MySQL, MariaDB and MySqlConnector say and mean. Codes: https://dev.mysql.com/doc/mysql-errors/en/ and https://mariadb.com/kb/en/mariadb-error-codes/.</summary>
internal static class MySqlFaults
{
    // Not in the driver's list.
    public const MySqlErrorCode AccessDeniedNoPassword = (MySqlErrorCode)1698;
    private const int SpecificAccessDenied = 1227;
    private const int MustChangePassword = 1820;
    private const int PasswordExpired = 1862;
    private const int AccountLocked = 3118;
    private const int TlsRequired = 3159;
    private const int MariaDbKilled = 1927;
    private const int MariaDbLocked = 4151;
    private const int MariaDbUserBlocked = 4150;
    private const int PasswordLocked = 3955;

    private const string CreateDatabase = "Correct it: djc config set database.name NAME. Or create it on the server.";

    /// <summary>Whether the server does not take this user with this password: unknown, wrong, locked, expired.</summary>
    public static bool RefusesCredentials(MySqlException refusal) =>
        refusal.ErrorCode is MySqlErrorCode.AccessDenied or AccessDeniedNoPassword || BlocksAccount(refusal);

    /// <summary>Whether the server knows the user, and lets the account do nothing.</summary>
    public static bool BlocksAccount(Exception error) =>
        error is MySqlException { Number: AccountLocked or MariaDbLocked or MariaDbUserBlocked or PasswordLocked or MustChangePassword or PasswordExpired };

    /// <summary>Whether the connection is gone. A statement whose time is over is not a loss, though the driver may hang up then: the server was too slow to end it.</summary>
    public static bool IsLoss(Exception error) => error switch
    {
        MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } => false,
        MySqlException own => own.ErrorCode is MySqlErrorCode.ServerShutdown or MySqlErrorCode.ClientInteractionTimeout or (MySqlErrorCode)MariaDbKilled
                or MySqlErrorCode.UnableToConnectToHost
            || CommonFaults.Find<IOException>(own) is not null || CommonFaults.Find<System.Net.Sockets.SocketException>(own) is not null
            || (own.Number == 0 && own.Message.Contains("connection", StringComparison.OrdinalIgnoreCase)),
        _ => error is IOException or System.Net.Sockets.SocketException,
    };

    public static Fault Explain(Exception error, SessionContext context)
    {
        DatabaseTarget target = context.Target;
        if (error is NotSupportedException)
        {
            return Unsupported(target, error.Message);
        }

        if (error is CryptographicException)
        {
            // The server's RSA key has room for 213 bytes and a zero.
            return Unsupported(target, "the password is too long to be encrypted with the server's public key, and needs a secure connection");
        }

        return error is MySqlException refusal
            ? ForServer(refusal, context) ?? ForTls(refusal, context) ?? ForNetwork(refusal, context)
            : CommonFaults.Vague(target, context.Words(error.Message));
    }

    private static Fault? ForServer(MySqlException refusal, SessionContext context)
    {
        DatabaseTarget target = context.Target;
        string words = context.Words(refusal.Message);
        string where = CommonFaults.Where(target);
        return refusal.ErrorCode switch
        {
            MySqlErrorCode.AccessDenied or AccessDeniedNoPassword => CommonFaults.CredentialsRefused(context, words),
            MySqlErrorCode.UnknownDatabase => new Fault(
                DatabaseRules.UnknownDatabase, $"{where} has no database {Display.Quote(target.Name ?? "")}", CreateDatabase)
            { Setting = "database.name" },
            MySqlErrorCode.DatabaseAccessDenied => new Fault(
                DatabaseRules.AccessDenied, $"{where} does not let {Display.Quote(target.User)} into {Display.Quote(target.Name ?? "")}: {words}",
                "Let an administrator grant the right: GRANT … ON the database TO the user. A database that does not exist is refused in the same words.")
            { Setting = "database.name" },
            MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied or (MySqlErrorCode)SpecificAccessDenied => new Fault(
                DatabaseRules.AccessDenied, $"{where} does not let {Display.Quote(target.User)} do this: {words}",
                "Let an administrator grant the right: GRANT … TO the user.")
            { Setting = "database.user" },
            MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.UserLimitReached => new Fault(
                DatabaseRules.TooManyConnections, $"{where} takes no more connections: {words}",
                "Close unused connections (SHOW PROCESSLIST), or raise max_connections at the server.")
            { IsTransient = true },
            MySqlErrorCode.HostIsBlocked or MySqlErrorCode.HostNotPrivileged => new Fault(
                DatabaseRules.HostNotAllowed, $"{where} does not let this machine in: {words}",
                "Let an administrator allow it: an account 'user'@'host' for this host; after too many errors FLUSH HOSTS."),
            (MySqlErrorCode)TlsRequired => CommonFaults.TlsDemanded(target, words),
            _ when BlocksAccount(refusal) => CommonFaults.Blocked(
                target, words, $"Let an administrator unlock the account, or set a new password and give it here ({CommonFaults.Change(context, "database.password")})."),
            MySqlErrorCode.ServerShutdown => new Fault(
                DatabaseRules.ServerNotReady, $"{where} is shutting down or starting", "Wait a moment and try again.")
            { IsTransient = true },
            MySqlErrorCode.ClientInteractionTimeout or (MySqlErrorCode)MariaDbKilled => CommonFaults.Gone(target),
            _ => null,
        };
    }

    private static Fault? ForTls(MySqlException refusal, SessionContext context)
    {
        DatabaseTarget target = context.Target;
        if (refusal.Message.Contains("does not support SSL", StringComparison.Ordinal))
        {
            return CommonFaults.TlsNotOffered(target);
        }

        if (refusal.Message.Contains("rejected client certificate", StringComparison.Ordinal))
        {
            return new Fault(
                DatabaseRules.TlsHandshakeFailed, $"{CommonFaults.Where(target)} rejects the client certificate",
                "Let database.tls.cert and database.tls.key name a certificate from an authority that the server trusts.")
            { Setting = "database.tls.cert" };
        }

        return refusal.Message.Contains("secure connection", StringComparison.Ordinal)
            ? Unsupported(target, refusal.Message)
            : CommonFaults.ForHandshake(refusal, context);
    }

    private static Fault ForNetwork(MySqlException refusal, SessionContext context)
    {
        DatabaseTarget target = context.Target;
        if (refusal.Message.Contains("pooled connections are in use", StringComparison.Ordinal))
        {
            return CommonFaults.PoolExhausted(target, TimeSpan.FromSeconds(DatabaseDriver.ConnectTimeout));
        }

        if (CommonFaults.ForSocket(refusal, target) is Fault network)
        {
            return network;
        }

        if (refusal.Message.Contains("Timeout expired", StringComparison.Ordinal))
        {
            return CommonFaults.TimedOut(target) with { IsVague = true };
        }

        if (CommonFaults.ForHangUp(refusal, context) is Fault hangUp)
        {
            return hangUp;
        }

        if (target.IsUnixSocket && (refusal.ErrorCode == MySqlErrorCode.UnableToConnectToHost || !File.Exists(target.Host)))
        {
            return CommonFaults.NoSocket(target);
        }

        // The driver does not say why. What a look at the network finds is clearer; when it finds the server, that was a hang-up.
        return refusal.ErrorCode != MySqlErrorCode.UnableToConnectToHost ? CommonFaults.Vague(target, context.Words(refusal.Message))
            : CommonFaults.HungUp(target);
    }

    /// <summary>The driver tells programmers which package to install. People who read this have accounts and settings.</summary>
    private static Fault Unsupported(DatabaseTarget target, string words) => words.Contains("You must install", StringComparison.Ordinal)
        ? Unsuitable(target, "the server asks for a method that is not built in, such as client_ed25519")
        : Unsuitable(target, words);

    private static Fault Unsuitable(DatabaseTarget target, string words) => new(
        DatabaseRules.AuthenticationUnsupported, $"the login at {CommonFaults.Where(target)} does not work this way: {Display.Sanitize(words)}",
        words.Contains("secure connection", StringComparison.Ordinal)
            ? "The password may travel over TLS only: switch TLS on at the server, and djc config unset database.use_tls."
            : "Give the account another method, for example caching_sha2_password on MySQL or mysql_native_password on MariaDB.")
    { Setting = "database.user" };
}
