using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using DataJoint.Configuration;
using DataJoint.Connections.Faults;
using DataJoint.Connections.Settings;

namespace DataJoint.Connections.Drivers;

/// <summary>Failures that all servers share, in the same words.</summary>
internal static class CommonFaults
{
    private const string CorrectAddress = "Correct it: djc config set database.host HOST, and djc config set database.port PORT. Or start the server.";

    /// <summary>What drivers throw when they close a session that is lost, or that another thread was looking at when it was lost.</summary>
    public static bool IsOfLostSession(Exception error) =>
        error is DbException or IOException or SocketException or InvalidOperationException or NullReferenceException;

    public static Fault Refused(DatabaseTarget target) => new(
        DatabaseRules.ConnectionRefused, $"nothing listens at {Where(target)}", CorrectAddress)
    { IsTransient = true, Setting = "database.host" };

    public static Fault UnknownHost(DatabaseTarget target) => new(
        DatabaseRules.UnknownHost, $"the host {Display.Quote(target.Host)} is not known here",
        "Correct the name: djc config set database.host HOST. A host in a private network is known only inside it (VPN).")
    { Setting = "database.host" };

    public static Fault TimedOut(DatabaseTarget target) => TimedOut(target, TimeSpan.FromSeconds(DatabaseDriver.ConnectTimeout));

    public static Fault TimedOut(DatabaseTarget target, TimeSpan waited) => new(
        DatabaseRules.ConnectionTimedOut,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Where(target)} did not answer within {Math.Ceiling(waited.TotalSeconds)} seconds"),
        "Check host and port (djc config explain database.host), the firewall and the VPN.")
    { IsTransient = true, Setting = "database.host" };

    public static Fault EmbeddedTimedOut(DatabaseTarget target, TimeSpan waited)
    {
        string time = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"within {Math.Ceiling(waited.TotalSeconds)} seconds");
        return target.InitFunction is null
            ? new Fault(DatabaseRules.ConnectionTimedOut, $"{target.Address} could not be opened {time}", "Look what else uses the file, or the disk.")
            { IsTransient = true, Setting = "database.name" }
            : new Fault(
                DatabaseRules.ConnectionTimedOut, $"{target.Address} is open, but connection.init_function did not end {time}",
                "Correct the statement, or remove it: djc config unset connection.init_function")
            { IsTransient = true, Setting = "connection.init_function" };
    }

    public static Fault Unreachable(DatabaseTarget target) => new(
        DatabaseRules.DatabaseUnreachable, $"cannot reach {Where(target)}: the network is unreachable",
        "Check the network of this machine, and the VPN.")
    { IsTransient = true, Setting = "database.host" };

    public static Fault NoSocket(DatabaseTarget target) => new(
        DatabaseRules.ConnectionRefused, $"no server listens at the socket {Display.Sanitize(target.Host, 400)}",
        "Start the server, or correct database.host.")
    { IsTransient = true, Setting = "database.host" };

    public static Fault WrongBackend(DatabaseTarget target, string found, string? otherBackend) => new(
        DatabaseRules.WrongBackend, $"{found} answers at {Where(target)}, and database.backend is {target.Backend}",
        otherBackend is null
            ? "Correct database.port: djc config set database.port PORT."
            : $"Run: djc config set database.backend {otherBackend} (or correct database.port).")
    { Setting = "database.backend" };

    public static Fault Gone(DatabaseTarget target) => new(
        DatabaseRules.ServerGone, $"the connection to {Where(target)} was lost; a transaction that was open on it is gone",
        "Try again. Whether the last statement outside a transaction took effect is known only to the server.")
    { IsTransient = true };

    public static Fault HungUp(DatabaseTarget target) => new(
        DatabaseRules.ServerGone, $"{Where(target)} ended the connection during the login, without a word",
        "Try again. If it happens again, see the server's log.")
    { IsTransient = true, IsVague = true };

    /// <summary>The pair is refused; without a password, that is what the server misses.</summary>
    public static Fault CredentialsRefused(SessionContext context, string words)
    {
        DatabaseTarget target = context.Target;
        if (context.Snapshot.Database.Password is null && context.Password is not null)
        {
            return new Fault(
                DatabaseRules.CredentialsRefused, $"{Where(target)} refuses the password from the user's file of passwords (~/.pgpass, or what PGPASSFILE names): {words}",
                "Correct it there, or give another: djc secrets set database.password");
        }

        if (context.Snapshot.Database.Password is null)
        {
            Diagnostic missing = ServerCredentials.MissingPassword(context.Snapshot, $"{Where(target)} refuses the user without a password: {words}");
            return context.IsPasswordWithheld
                ? new Fault(
                    missing.Rule, missing.Message + "; the one in the user's file of passwords is not sent to a server that only the project names",
                    $"If you trust it, run: djc trust {ShellWord.From(Where(target)) ?? "HOST"}. {missing.Hint}")
                : context.IgnoredPasswordFile is IgnoredFile ignored
                ? new Fault(missing.Rule, $"{missing.Message}; {ignored.Problem}", $"{ignored.Remedy} {missing.Hint}")
                : new Fault(missing.Rule, missing.Message, missing.Hint);
        }

        return new Fault(
            DatabaseRules.CredentialsRefused, $"{Where(target)} denied access{AfterDenial(words)}",
            $"Correct the user ({Change(context, "database.user")}) or the password ({Change(context, "database.password")})."
            + (target.UseTls == false ? " The account may also demand TLS, which database.use_tls refuses." : ""))
        { Setting = "database.password" };
    }

    /// <summary>What MySQL and MariaDB begin with is said already.</summary>
    private static string AfterDenial(string words)
    {
        const string denial = "Access denied";
        return words.StartsWith(denial + " ", StringComparison.OrdinalIgnoreCase) ? words.Remove(0, denial.Length) : ": " + words;
    }

    /// <summary>How a setting gets another value, from where the one in force comes.</summary>
    public static string Change(SessionContext context, string key) => context.Snapshot.Find(key).DescribeChange().Replace(" VALUE", " NAME", StringComparison.Ordinal);

    public static Fault PoolExhausted(DatabaseTarget target, TimeSpan waited) => new(
        DatabaseRules.PoolExhausted,
        string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"all pooled connections to {Where(target)} are in use, and none came free in {Math.Floor(waited.TotalSeconds)} seconds"),
        "Dispose of connections as soon as they are not needed, or raise MaximumPoolSize.")
    { IsTransient = true };

    public static Fault Blocked(DatabaseTarget target, string words, string remedy) => new(
        DatabaseRules.AccountBlocked, $"{Where(target)} blocks the account {Display.Quote(target.User)}: {words}",
        remedy + " If another account has taken its place, give that one's user and password.")
    { Setting = "database.user" };

    public static Fault TlsNotOffered(DatabaseTarget target) => new(
        DatabaseRules.TlsNotOffered, target.Tls.IsVerified
            ? $"database.tls asks for a verified server, and {Where(target)} offers no TLS"
            : $"database.use_tls is true, and {Where(target)} offers no TLS",
        "Switch TLS on at the server. To go without, on a network that you trust: djc config set database.use_tls false.")
    { Setting = "database.use_tls" };

    public static Fault TlsDemanded(DatabaseTarget target, string words) => new(
        DatabaseRules.TlsDemanded, $"{Where(target)} lets {Display.Quote(target.User)} in over TLS only: {words}",
        target.UseTls == false ? "Run: djc config unset database.use_tls" : "Switch TLS on at the server, or let it accept the user without.")
    { Setting = "database.use_tls" };

    public static Fault Vague(DatabaseTarget target, string words) => new(
        DatabaseRules.DatabaseUnreachable, $"{Where(target)} cannot be opened: {words}",
        "djc check shows which step fails.")
    { IsTransient = true, IsVague = true };

    /// <summary>What a fault means on a connection that is open: then it is about the statement.</summary>
    public static Fault OnOpenConnection(Fault fault, Exception error, SessionContext context)
    {
        DatabaseTarget target = context.Target;
        if (fault.Rule == DatabaseRules.ConnectionTimedOut)
        {
            return new Fault(
                DatabaseRules.ConnectionTimedOut, $"{Where(target)} did not answer in time",
                "Give the command more time (CommandTimeout), or look what the server is busy with. Whether the statement took effect is known only to the server.");
        }

        return fault.Rule == DatabaseRules.DatabaseUnreachable && (error is DbException { SqlState: not null } || fault.IsVague)
            ? new Fault(
                DatabaseRules.StatementRefused, $"{(target.IsEmbedded ? target.Address : Where(target))} refuses the statement: {context.Words(target.Driver.TextOf(error), 400)}",
                "Correct the statement, or the data that it meets.")
            : fault;
    }

    public static Fault? ForHandshake(Exception error, SessionContext context)
    {
        if (Find<AuthenticationException>(error) is not AuthenticationException refused)
        {
            return null;
        }

        DatabaseTarget target = context.Target;
        return context.Gate.Problem is string problem
            ? new Fault(
                DatabaseRules.CertificateRejected, $"the certificate of {Where(target)} is rejected: {problem}",
                "Let database.tls.ca name the PEM file of the authority that issued it, and database.host a name that it is for. Do not switch verification off: an attacker may be in the middle.")
            {
                Setting = target.Tls.Ca is null ? "database.tls.verify" : "database.tls.ca",
            }
            : new Fault(
                DatabaseRules.TlsHandshakeFailed, $"the TLS handshake with {Where(target)} failed: {context.Words(refused.InnerException?.Message ?? refused.Message)}",
                "When the server wants a client certificate: djc config set database.tls.cert PATH and database.tls.key PATH. Otherwise its TLS versions or ciphers are too old.")
            {
                Setting = "database.use_tls",
            };
    }

    /// <summary>The server hung up during the login, and said nothing. With TLS 1.3 that is how it rejects a client certificate.</summary>
    public static Fault? ForHangUp(Exception error, SessionContext context)
    {
        if (Find<IOException>(error) is null && Find<SocketException>(error) is null)
        {
            return null;
        }

        string where = Where(context.Target);
        return context is { HasOpened: false, Gate.HasSeenTls: true, Target.Tls.Certificate: not null }
            ? new Fault(
                DatabaseRules.TlsHandshakeFailed, $"{where} hung up after the TLS handshake, as servers do that reject a client certificate",
                "Let database.tls.cert and database.tls.key name a certificate from an authority that the server trusts; see the server's log.")
            { Setting = "database.tls.cert" }
            : HungUp(context.Target);
    }

    public static Fault? ForSocket(Exception error, DatabaseTarget target) => Find<SocketException>(error)?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => target.IsUnixSocket ? NoSocket(target) : Refused(target),
        SocketError.AddressNotAvailable when target.IsUnixSocket => NoSocket(target),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => UnknownHost(target),
        SocketError.TimedOut => TimedOut(target),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => Unreachable(target),
        _ => null,
    };

    public static T? Find<T>(Exception error)
        where T : Exception
    {
        Exception? each = error;
        while (each is not null and not T)
        {
            each = each.InnerException;
        }

        return each as T;
    }

    public static string Where(DatabaseTarget target)
    {
        string host = target.Host.Contains(':', StringComparison.Ordinal) ? $"[{target.Host}]" : target.Host;
        return target.IsUnixSocket ? Display.Sanitize(target.Host, 400) : FormattableString.Invariant($"{Display.Sanitize(host)}:{target.Port}");
    }
}
