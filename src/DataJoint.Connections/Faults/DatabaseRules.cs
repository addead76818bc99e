using DataJoint.Configuration;

namespace DataJoint.Connections.Faults;

/// <summary>The kinds of diagnostics about the database: opening it, and what it answers.</summary>
internal static class DatabaseRules
{
    public static readonly DiagnosticRule MissingUser = new(
        DiagnosticIds.DatabaseMissingUser, DiagnosticSeverity.Error, "No database user",
        "`database.user` has no value in any layer, and no server lets anybody in without a name.",
        "Run `djc secrets set database.user` or `djc config set database.user NAME`, or set DJ_USER. Choose an environment when its file has the user.");

    public static readonly DiagnosticRule MissingPassword = new(
        DiagnosticIds.DatabaseMissingPassword, DiagnosticSeverity.Error, "No database password",
        "The server demands a password, and `database.password` has no value in any layer. Servers that let the account in without one are not asked for one here.",
        "Run `djc secrets set database.password`, or set DJ_PASS.");

    public static readonly DiagnosticRule MissingDatabaseFile = new(
        DiagnosticIds.DatabaseMissingDatabaseFile, DiagnosticSeverity.Error, "No SQLite database file",
        "With the sqlite backend `database.name` is the path of the database file.",
        "Run `djc config set database.name PATH`.");

    public static readonly DiagnosticRule DatabaseUnreachable = new(
        DiagnosticIds.DatabaseUnreachable, DiagnosticSeverity.Error, "The database cannot be opened",
        "The database that the configuration describes refused the connection or could not be reached, for a reason that has no id of its own.",
        "The message names the cause.");

    public static readonly DiagnosticRule ConnectionRefused = new(
        DiagnosticIds.DatabaseConnectionRefused, DiagnosticSeverity.Error, "Nothing listens there",
        "The host answers, but no server listens at the port: it is not started, listens elsewhere, or a firewall refuses.",
        "Start the server, or correct `database.host` and `database.port`.");

    public static readonly DiagnosticRule UnknownHost = new(
        DiagnosticIds.DatabaseUnknownHost, DiagnosticSeverity.Error, "Unknown host",
        "The name of the host cannot be resolved to an address.",
        "Correct `database.host`; on a private network, connect to it (VPN) first.");

    public static readonly DiagnosticRule CredentialsRefused = new(
        DiagnosticIds.DatabaseCredentialsRefused, DiagnosticSeverity.Error, "Access denied",
        "The server does not know the user, or the password is not the user's. The settings are read again once before this is reported. A pair that was refused is sent three times at most by one program and then every ten minutes, so that accounts are not locked; until then this is reported at once.",
        "Correct `database.user` or `database.password` where its value comes from; the message says where.");

    public static readonly DiagnosticRule UnknownDatabase = new(
        DiagnosticIds.DatabaseUnknownDatabase, DiagnosticSeverity.Error, "No such database",
        "The server is there and lets the user in, but has no database of that name.",
        "Correct `database.name`, or create the database.");

    public static readonly DiagnosticRule TlsNotOffered = new(
        DiagnosticIds.DatabaseTlsNotOffered, DiagnosticSeverity.Error, "The server offers no TLS",
        "`database.use_tls` requires TLS, and the server does not have it switched on.",
        "Switch TLS on at the server. Without TLS everything, data included, is readable on the way: `djc config set database.use_tls false` only on a network that you trust.");

    public static readonly DiagnosticRule TlsDemanded = new(
        DiagnosticIds.DatabaseTlsDemanded, DiagnosticSeverity.Error, "The server demands TLS",
        "The server lets the user in over TLS only, and the connection was not encrypted.",
        "Run `djc config unset database.use_tls`, or set it to true.");

    public static readonly DiagnosticRule CertificateRejected = new(
        DiagnosticIds.DatabaseCertificateRejected, DiagnosticSeverity.Error, "The server's certificate was rejected",
        "The certificate has expired, is for another host, or comes from an authority that is not trusted. An attacker may be in the middle.",
        "Let `database.tls.ca` name the authority that issued it, and `database.host` a name that it is for. Never switch verification off to get past this.");

    public static readonly DiagnosticRule ConnectionTimedOut = new(
        DiagnosticIds.DatabaseConnectionTimedOut, DiagnosticSeverity.Error, "No answer in time",
        "The host or the server did not answer within the time allowed for opening a connection, ten seconds from the first packet to the end of `connection.init_function`. A firewall that drops packets looks like this.",
        "Check host, port, firewall and VPN.");

    public static readonly DiagnosticRule TooManyConnections = new(
        DiagnosticIds.DatabaseTooManyConnections, DiagnosticSeverity.Error, "Too many connections",
        "The server has no place for another connection, or the user's share is used up.",
        "Close unused connections, or raise the server's limit.");

    public static readonly DiagnosticRule ServerGone = new(
        DiagnosticIds.DatabaseServerGone, DiagnosticSeverity.Error, "The connection was lost",
        "The server, or something on the way, ended the connection: a restart, an idle time-out, a network that went away.",
        "Try again. Whether the last statement took effect is known only to the server.");

    public static readonly DiagnosticRule AccessDenied = new(
        DiagnosticIds.DatabaseAccessDenied, DiagnosticSeverity.Error, "The account may not do this",
        "The server knows the user, and the user lacks a right, for example to the database.",
        "Let an administrator grant the right, or use another account.");

    public static readonly DiagnosticRule TransactionLost = new(
        DiagnosticIds.DatabaseTransactionLost, DiagnosticSeverity.Error, "The transaction is gone",
        "The connection was lost inside a transaction. The server has rolled the transaction back; nothing of it is stored.",
        "Begin the transaction again, from its first statement.");

    public static readonly DiagnosticRule CommitUnknown = new(
        DiagnosticIds.DatabaseCommitUnknown, DiagnosticSeverity.Error, "Whether the transaction was committed is not known",
        "The connection was lost while the commit was under way. The server may have carried it out or not.",
        "Look in the database whether it took effect before doing it again.");

    public static readonly DiagnosticRule AuthenticationUnsupported = new(
        DiagnosticIds.DatabaseAuthenticationUnsupported, DiagnosticSeverity.Error, "The way of logging in is not supported",
        "The server asks for an authentication method that the driver does not have, or that is safe only over TLS.",
        "The message names the method: use TLS, or give the account another method.");

    public static readonly DiagnosticRule WrongBackend = new(
        DiagnosticIds.DatabaseWrongBackend, DiagnosticSeverity.Error, "Another kind of server answers",
        "A PostgreSQL server answers where MySQL is configured, or the reverse, or something that is not a database.",
        "Correct `database.backend` or `database.port`.");

    public static readonly DiagnosticRule NotEncrypted = new(
        DiagnosticIds.DatabaseNotEncrypted, DiagnosticSeverity.Warning, "The connection is not encrypted",
        "`database.use_tls` is unset and the server offers no TLS, so the connection fell back to plain text.",
        "Switch TLS on at the server and set `database.use_tls` to true; or set it to false to say that plain text is meant.");

    public static readonly DiagnosticRule TlsFileUnusable = new(
        DiagnosticIds.DatabaseTlsFileUnusable, DiagnosticSeverity.Error, "A TLS file cannot be used",
        "A file that `database.tls` names is missing, unreadable, no PEM, or does not match the other.",
        "Correct the path or the file.");

    public static readonly DiagnosticRule StatementRefused = new(
        DiagnosticIds.DatabaseStatementRefused, DiagnosticSeverity.Error, "The server refuses the statement",
        "The statement was sent, and the server answered with an error.",
        "The message carries the server's own words.");

    public static readonly DiagnosticRule ServerNotReady = new(
        DiagnosticIds.DatabaseServerNotReady, DiagnosticSeverity.Error, "The server is not ready",
        "The server is starting, recovering or shutting down.",
        "Wait a moment and try again.");

    public static readonly DiagnosticRule AccountBlocked = new(
        DiagnosticIds.DatabaseAccountBlocked, DiagnosticSeverity.Error, "The account is blocked",
        "The account is locked, may not log in, or its password has expired. The settings are read again once and tried again before this is reported.",
        "Let an administrator unlock it or set a new password; or put the user and password of the account that has taken its place into `.secrets/`.");

    public static readonly DiagnosticRule HostNotAllowed = new(
        DiagnosticIds.DatabaseHostNotAllowed, DiagnosticSeverity.Error, "The server does not let this machine in",
        "The server has no rule for this user from this machine, or has blocked the machine after too many errors.",
        "Let an administrator allow it (the account's host part on MySQL, pg_hba.conf on PostgreSQL).");

    public static readonly DiagnosticRule InitFunctionFailed = new(
        DiagnosticIds.DatabaseInitFunctionFailed, DiagnosticSeverity.Error, "connection.init_function failed",
        "The connection is open, but the statement of `connection.init_function` failed on it.",
        "Correct the statement, or remove it: `djc config unset connection.init_function`.");

    public static readonly DiagnosticRule PoolExhausted = new(
        DiagnosticIds.DatabasePoolExhausted, DiagnosticSeverity.Error, "All pooled connections are in use",
        "Every connection of this program's pool is in use, and none came free in time.",
        "Dispose of connections as soon as they are not needed, or raise `MaximumPoolSize`.");

    public static readonly DiagnosticRule TlsHandshakeFailed = new(
        DiagnosticIds.DatabaseTlsHandshakeFailed, DiagnosticSeverity.Error, "The TLS handshake failed",
        "Both sides speak TLS, but did not agree: no common version or cipher, or the server asks for a client certificate and did not get one that it accepts.",
        "Set `database.tls.cert` and `database.tls.key` when the server wants a client certificate; otherwise bring the server's TLS up to date.");

    public static readonly DiagnosticRule VerificationOff = new(
        DiagnosticIds.DatabaseVerificationOff, DiagnosticSeverity.Warning, "The server's identity is to be verified, and TLS is refused",
        "`database.use_tls` is false, so the connection is in plain text and nothing is verified, although `database.tls` asks for a verified server. An error in strict mode.",
        "Run `djc config unset database.use_tls` (or unset DJ_TLS). When plain text is meant, say so in both: set `database.tls.verify` to none.");

    public static readonly DiagnosticRule TransactionFailed = new(
        DiagnosticIds.DatabaseTransactionFailed, DiagnosticSeverity.Error, "The transaction was rolled back",
        "A statement in the transaction had failed. PostgreSQL then stores nothing of the transaction, whatever followed, and answers the commit with a rollback.",
        "Let the statement's error end the transaction; where it is expected, set a savepoint before the statement and go back there.");

    public static readonly DiagnosticRule InitFunctionWrites = new(
        DiagnosticIds.DatabaseInitFunctionWrites, DiagnosticSeverity.Error, "connection.init_function would write in a command that only reads",
        "The command runs in a read-only session, in which the database refused the statement of `connection.init_function`; or the statement would end that session.",
        "Look at the statement: it may come from another author (`djc config explain connection.init_function`). `djc sql --yes` runs it; `djc config unset connection.init_function` removes it.");

    public static readonly DiagnosticRule MissingDriver = new(
        DiagnosticIds.DatabaseMissingDriver, DiagnosticSeverity.Error, "No driver for the backend",
        "Each backend is a package of its own, and the program refers to none for the one in `database.backend`. `DataJoint` brings MySQL's; `djc` has all.",
        "Add the package, for example `dotnet add package DataJoint.Connections.PostgreSql`. It registers itself; with a project reference call `PostgreSqlBackend.Register()` once.");
}
