using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;
using Npgsql;

namespace DataJoint.Connections.PostgreSql;

/// <summary>What PostgreSQL and Npgsql say and mean. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html.</summary>
internal static class PostgreSqlFaults
{
    // Not in the driver's list.
    private const string IdleInTransaction = "25P03";

    public static bool IsLoss(Exception error) => error switch
    {
        PostgresException own => own.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.IdleSessionTimeout
            or IdleInTransaction,
        NpgsqlException own => CommonFaults.Find<IOException>(own) is not null || CommonFaults.Find<System.Net.Sockets.SocketException>(own) is not null,
        _ => error is IOException or System.Net.Sockets.SocketException,
    };

    /// <summary>What went wrong. The driver's message has the code in front, and behind it lines about where.</summary>
    public static string TextOf(Exception error) => error is PostgresException refusal ? refusal.MessageText : error.Message;

    /// <summary>Whether a refusal comes from the rules of access or the role's rights, before the server has looked at the password.</summary>
    public static bool IsAboutRules(PostgresException refusal) =>
        refusal.MessageText.Contains("pg_hba.conf", StringComparison.Ordinal)
        || refusal.MessageText.Contains("not permitted to log in", StringComparison.Ordinal)
        || refusal.MessageText.Contains("client certificate", StringComparison.Ordinal)
        || IsAboutCertificate(refusal.MessageText)
        || IsAboutSystemUser(refusal.MessageText);

    /// <summary>Whether the server has said that it has no TLS.</summary>
    public static bool SaysNoTls(Exception error) => error.Message.Contains("No SSL enabled connection", StringComparison.Ordinal);

    public static Fault Explain(Exception error, SessionContext context)
    {
        DatabaseTarget target = context.Target;
        return error switch
        {
            PostgresException refusal => ForServer(refusal, context),
            NotSupportedException => Unsupported(target, error.Message),
            NpgsqlException when SaysNoTls(error) => CommonFaults.TlsNotOffered(target),
            NpgsqlException failure => ForDriver(failure, context),
            TimeoutException => CommonFaults.TimedOut(target) with { IsVague = true },
            _ => CommonFaults.ForSocket(error, target) ?? CommonFaults.Vague(target, context.Words(error.Message)),
        };
    }

    /// <summary>Whether the server compares the user with the name that the operating system gives, and asks for no password.</summary>
    private static bool IsAboutSystemUser(string words) =>
        words.StartsWith("Peer authentication failed", StringComparison.Ordinal) || words.StartsWith("Ident authentication failed", StringComparison.Ordinal);

    /// <summary>Whether the server compares the user with the name in the client's certificate, and asks for no password.</summary>
    private static bool IsAboutCertificate(string words) => words.StartsWith("certificate authentication failed", StringComparison.Ordinal);

    private static Fault ForDriver(NpgsqlException failure, SessionContext context)
    {
        DatabaseTarget target = context.Target;
        if (failure.Message.Contains("pool has been exhausted", StringComparison.Ordinal))
        {
            return CommonFaults.PoolExhausted(target, TimeSpan.FromSeconds(DatabaseDriver.ConnectTimeout));
        }

        if (CommonFaults.ForHandshake(failure, context) is Fault handshake)
        {
            return handshake;
        }

        if (CommonFaults.ForSocket(failure, target) is Fault network)
        {
            return network;
        }

        if (CommonFaults.Find<TimeoutException>(failure) is not null)
        {
            return CommonFaults.TimedOut(target) with { IsVague = true };
        }

        if (failure.Message.Contains("No password has been provided", StringComparison.Ordinal))
        {
            return context.Snapshot.Database.Password is null
                ? CommonFaults.CredentialsRefused(context, "it asks for one")
                : new Fault(
                    DatabaseRules.CredentialsRefused, $"{CommonFaults.Where(target)} asks for a password, and database.password is empty",
                    $"Give it one ({CommonFaults.Change(context, "database.password")}).")
                { Setting = "database.password" };
        }

        if (failure.Message.Contains("authentication method is not allowed", StringComparison.Ordinal))
        {
            return new Fault(
                DatabaseRules.AuthenticationUnsupported, $"{CommonFaults.Where(target)} offers no TLS and asks for the password in clear text",
                "Switch TLS on at the server, or give the role another method in pg_hba.conf (scram-sha-256). On a network that you trust: djc config set database.use_tls false")
            { Setting = "database.use_tls" };
        }

        if (failure.Message.Contains("unsupported", StringComparison.OrdinalIgnoreCase) || failure.Message.Contains("not supported", StringComparison.OrdinalIgnoreCase))
        {
            return Unsupported(target, failure.Message);
        }

        return CommonFaults.ForHangUp(failure, context) ?? CommonFaults.Vague(target, context.Words(failure.Message));
    }

    private static Fault ForServer(PostgresException refusal, SessionContext context)
    {
        DatabaseTarget target = context.Target;
        string words = context.Words(refusal.MessageText);
        string where = CommonFaults.Where(target);
        return refusal.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword => CommonFaults.CredentialsRefused(context, words),
            PostgresErrorCodes.InvalidAuthorizationSpecification => ForAuthorization(words, context),
            PostgresErrorCodes.InvalidCatalogName => new Fault(
                DatabaseRules.UnknownDatabase, $"{where} has no database {Display.Quote(target.Name ?? "postgres")}",
                "Correct it: djc config set database.name NAME. Or create it on the server: createdb NAME.")
            { Setting = "database.name" },
            PostgresErrorCodes.InsufficientPrivilege => new Fault(
                DatabaseRules.AccessDenied, $"{where} does not let {Display.Quote(target.User)} do this: {words}",
                "Let an administrator grant the right: GRANT … TO the role.")
            { Setting = "database.user" },
            PostgresErrorCodes.TooManyConnections => new Fault(
                DatabaseRules.TooManyConnections, $"{where} takes no more connections: {words}",
                "Close unused connections (pg_stat_activity), or raise max_connections at the server.")
            { IsTransient = true },
            PostgresErrorCodes.CannotConnectNow => new Fault(
                DatabaseRules.ServerNotReady, $"{where} is not ready: {words}", "Wait a moment and try again.")
            { IsTransient = true },
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.IdleSessionTimeout
                or IdleInTransaction => CommonFaults.Gone(target),
            _ => new Fault(
                DatabaseRules.DatabaseUnreachable, $"{where} answers: {words}", $"See {refusal.SqlState} in https://www.postgresql.org/docs/current/errcodes-appendix.html."),
        };
    }

    private static Fault ForAuthorization(string words, SessionContext context)
    {
        DatabaseTarget target = context.Target;
        string where = CommonFaults.Where(target);
        if (words.Contains("pg_hba.conf", StringComparison.Ordinal))
        {
            bool wasPlain = words.Contains("no encryption", StringComparison.Ordinal) || words.Contains("SSL off", StringComparison.Ordinal);
            return wasPlain && target.UseTls == false && TlsOffer.AskFor(target) != false
                ? CommonFaults.TlsDemanded(target, words)
                : new Fault(
                    DatabaseRules.HostNotAllowed, $"{where} has no rule that lets {Display.Quote(target.User)} in from this machine: {words}",
                    "Let an administrator add a line to pg_hba.conf, or correct database.user and database.name.")
                { Setting = "database.user" };
        }

        if (IsAboutSystemUser(words))
        {
            return new Fault(
                DatabaseRules.CredentialsRefused, $"{where} takes the name that the operating system gives this process, and it is not {Display.Quote(target.User)}: {words}",
                $"Correct the user ({CommonFaults.Change(context, "database.user")}), or let an administrator give it another method in pg_hba.conf.")
            { Setting = "database.user" };
        }

        if (IsAboutCertificate(words))
        {
            return new Fault(
                DatabaseRules.CredentialsRefused, $"{where} takes the name in the client certificate, and it is not {Display.Quote(target.User)}: {words}",
                $"Correct the user ({CommonFaults.Change(context, "database.user")}), or show another certificate: djc config set database.tls.cert PATH")
            { Setting = "database.user" };
        }

        if (words.Contains("not permitted to log in", StringComparison.Ordinal))
        {
            return CommonFaults.Blocked(target, words, "Let an administrator allow it: ALTER ROLE … LOGIN.");
        }

        return words.Contains("client certificate", StringComparison.Ordinal)
            ? new Fault(
                DatabaseRules.TlsHandshakeFailed, $"{where} asks for a client certificate: {words}",
                "Run: djc config set database.tls.cert PATH and djc config set database.tls.key PATH")
            { Setting = "database.tls.cert" }
            : CommonFaults.CredentialsRefused(context, words);
    }

    private static Fault Unsupported(DatabaseTarget target, string words) => new(
        DatabaseRules.AuthenticationUnsupported, $"the login at {CommonFaults.Where(target)} does not work this way: {Display.Sanitize(words)}",
        "Give the role another method in pg_hba.conf, for example scram-sha-256.")
    { Setting = "database.user" };
}
