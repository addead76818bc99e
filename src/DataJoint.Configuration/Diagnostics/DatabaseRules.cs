namespace DataJoint.Configuration;

/// <summary>The kinds of diagnostics about the database: opening it, and what it answers.</summary>
/// <remarks>DJ3005 said that an early version did not connect to servers; the id is not used again.</remarks>
public static class DatabaseRules
{
    /// <summary>DJ3001: No database user.</summary>
    public static readonly DiagnosticRule MissingUser = new(
        "DJ3001", DiagnosticSeverity.Error, "No database user",
        "`database.user` has no value in any layer, and no server lets anybody in without a name.",
        "Run `djc secrets set database.user` or `djc config set database.user NAME`, or set DJ_USER. Choose an environment when its file has the user.");

    /// <summary>DJ3002: No database password.</summary>
    public static readonly DiagnosticRule MissingPassword = new(
        "DJ3002", DiagnosticSeverity.Error, "No database password",
        "The server demands a password, and `database.password` has no value in any layer. Servers that let the account in without one are not asked for one here.",
        "Run `djc secrets set database.password`, or set DJ_PASS.");

    /// <summary>DJ3003: No SQLite database file.</summary>
    public static readonly DiagnosticRule MissingDatabaseFile = new(
        "DJ3003", DiagnosticSeverity.Error, "No SQLite database file",
        "With the sqlite backend `database.name` is the path of the database file.",
        "Run `djc config set database.name PATH`.");

    /// <summary>DJ3004: The database cannot be opened.</summary>
    public static readonly DiagnosticRule DatabaseUnreachable = new(
        "DJ3004", DiagnosticSeverity.Error, "The database cannot be opened",
        "The database that the configuration describes refused the connection or could not be reached, for a reason that has no id of its own.",
        "The message names the cause.");

    /// <summary>DJ3006: Nothing listens there.</summary>
    public static readonly DiagnosticRule ConnectionRefused = new(
        "DJ3006", DiagnosticSeverity.Error, "Nothing listens there",
        "The host answers, but no server listens at the port: it is not started, listens elsewhere, or a firewall refuses.",
        "Start the server, or correct `database.host` and `database.port`.");

    /// <summary>DJ3007: Unknown host.</summary>
    public static readonly DiagnosticRule UnknownHost = new(
        "DJ3007", DiagnosticSeverity.Error, "Unknown host",
        "The name of the host cannot be resolved to an address.",
        "Correct `database.host`; on a private network, connect to it (VPN) first.");

    /// <summary>DJ3008: The server refuses user and password.</summary>
    public static readonly DiagnosticRule CredentialsRefused = new(
        "DJ3008", DiagnosticSeverity.Error, "The server refuses user and password",
        "The server does not know the user, or the password is not the user's. The settings are read again once before this is reported. A pair that was refused is sent three times at most by one program and then every ten minutes, so that accounts are not locked; until then this is reported at once.",
        "Correct `database.user` or `database.password` where its value comes from; the message says where.");

    /// <summary>DJ3009: No such database.</summary>
    public static readonly DiagnosticRule UnknownDatabase = new(
        "DJ3009", DiagnosticSeverity.Error, "No such database",
        "The server is there and lets the user in, but has no database of that name.",
        "Correct `database.name`, or create the database.");

    /// <summary>DJ3010: The server offers no TLS.</summary>
    public static readonly DiagnosticRule TlsNotOffered = new(
        "DJ3010", DiagnosticSeverity.Error, "The server offers no TLS",
        "`database.use_tls` requires TLS, and the server does not have it switched on.",
        "Switch TLS on at the server. Without TLS everything, data included, is readable on the way: `djc config set database.use_tls false` only on a network that you trust.");

    /// <summary>DJ3011: The server demands TLS.</summary>
    public static readonly DiagnosticRule TlsDemanded = new(
        "DJ3011", DiagnosticSeverity.Error, "The server demands TLS",
        "The server lets the user in over TLS only, and the connection was not encrypted.",
        "Run `djc config unset database.use_tls`, or set it to true.");

    /// <summary>DJ3012: The server's certificate was rejected.</summary>
    public static readonly DiagnosticRule CertificateRejected = new(
        "DJ3012", DiagnosticSeverity.Error, "The server's certificate was rejected",
        "The certificate has expired, is for another host, or comes from an authority that is not trusted. Somebody may be in the middle.",
        "Let `database.tls.ca` name the authority that issued it, and `database.host` a name that it is for. Never switch verification off to get past this.");

    /// <summary>DJ3013: No answer in time.</summary>
    public static readonly DiagnosticRule ConnectionTimedOut = new(
        "DJ3013", DiagnosticSeverity.Error, "No answer in time",
        "The host or the server did not answer within the time allowed for opening a connection, ten seconds from the first packet to the end of `connection.init_function`. A firewall that drops packets looks like this.",
        "Check host, port, firewall and VPN.");

    /// <summary>DJ3014: Too many connections.</summary>
    public static readonly DiagnosticRule TooManyConnections = new(
        "DJ3014", DiagnosticSeverity.Error, "Too many connections",
        "The server has no place for another connection, or the user's share is used up.",
        "Close connections that nobody uses, or raise the server's limit.");

    /// <summary>DJ3015: The connection was lost.</summary>
    public static readonly DiagnosticRule ServerGone = new(
        "DJ3015", DiagnosticSeverity.Error, "The connection was lost",
        "The server, or something on the way, ended the connection: a restart, an idle time-out, a network that went away.",
        "Try again. Whether the last statement took effect is known only to the server.");

    /// <summary>DJ3016: The account may not do this.</summary>
    public static readonly DiagnosticRule AccessDenied = new(
        "DJ3016", DiagnosticSeverity.Error, "The account may not do this",
        "The server knows the user, and the user lacks a right, for example to the database.",
        "Let an administrator grant the right, or use another account.");

    /// <summary>DJ3017: The transaction is gone.</summary>
    public static readonly DiagnosticRule TransactionLost = new(
        "DJ3017", DiagnosticSeverity.Error, "The transaction is gone",
        "The connection was lost inside a transaction. The server has rolled the transaction back; nothing of it is stored.",
        "Begin the transaction again, from its first statement.");

    /// <summary>DJ3018: Whether the transaction was committed is not known.</summary>
    public static readonly DiagnosticRule CommitUnknown = new(
        "DJ3018", DiagnosticSeverity.Error, "Whether the transaction was committed is not known",
        "The connection was lost while the commit was under way. The server may have carried it out or not.",
        "Look in the database whether it took effect before doing it again.");

    /// <summary>DJ3019: The way of logging in is not supported.</summary>
    public static readonly DiagnosticRule AuthenticationUnsupported = new(
        "DJ3019", DiagnosticSeverity.Error, "The way of logging in is not supported",
        "The server asks for an authentication method that the driver does not have, or that is safe only over TLS.",
        "The message names the method: use TLS, or give the account another method.");

    /// <summary>DJ3020: Another kind of server answers.</summary>
    public static readonly DiagnosticRule WrongBackend = new(
        "DJ3020", DiagnosticSeverity.Error, "Another kind of server answers",
        "A PostgreSQL server answers where MySQL is configured, or the reverse, or something that is no database.",
        "Correct `database.backend` or `database.port`.");

    /// <summary>DJ3021: The connection is not encrypted.</summary>
    public static readonly DiagnosticRule NotEncrypted = new(
        "DJ3021", DiagnosticSeverity.Warning, "The connection is not encrypted",
        "`database.use_tls` is unset and the server offers no TLS, so the connection fell back to plain text.",
        "Switch TLS on at the server and set `database.use_tls` to true; or set it to false to say that plain text is meant.");

    /// <summary>DJ3022: The server's identity is not verified.</summary>
    public static readonly DiagnosticRule ServerNotVerified = new(
        "DJ3022", DiagnosticSeverity.Warning, "The server's identity is not verified",
        "The connection is encrypted, but nothing checks with whom: without verification somebody in the middle can read along.",
        "Let `database.tls.ca` name the authority that issued the server's certificate.");

    /// <summary>DJ3023: The account has far more rights than a pipeline needs.</summary>
    public static readonly DiagnosticRule ExcessiveRights = new(
        "DJ3023", DiagnosticSeverity.Warning, "The account has far more rights than a pipeline needs",
        "The account may administer the server. Whoever gets its password has the whole server.",
        "Use an account with rights to the pipeline's own databases.");

    /// <summary>DJ3024: The clocks differ.</summary>
    public static readonly DiagnosticRule ClockSkew = new(
        "DJ3024", DiagnosticSeverity.Warning, "The clocks differ",
        "The server's clock and this machine's are apart; timestamps of jobs and signed requests go wrong.",
        "Synchronise both clocks (NTP).");

    /// <summary>DJ3025: The shared connection was opened with other arguments.</summary>
    public static readonly DiagnosticRule SharedConnectionDiffers = new(
        "DJ3025", DiagnosticSeverity.Error, "The shared connection was opened with other arguments",
        "The program's shared connection is open, and was asked for again with other arguments.",
        "Pass `reset: true` to replace it, or open a connection of its own with `config.Connect(…)`.");

    /// <summary>DJ3026: A TLS file cannot be used.</summary>
    public static readonly DiagnosticRule TlsFileUnusable = new(
        "DJ3026", DiagnosticSeverity.Error, "A TLS file cannot be used",
        "A file that `database.tls` names is missing, unreadable, no PEM, or does not match the other.",
        "Correct the path or the file.");

    /// <summary>DJ3027: The server refuses the statement.</summary>
    public static readonly DiagnosticRule StatementRefused = new(
        "DJ3027", DiagnosticSeverity.Error, "The server refuses the statement",
        "The statement was sent, and the server answered with an error.",
        "The message carries the server's own words.");

    /// <summary>DJ3028: The server is not ready.</summary>
    public static readonly DiagnosticRule ServerNotReady = new(
        "DJ3028", DiagnosticSeverity.Error, "The server is not ready",
        "The server is starting, recovering or shutting down.",
        "Wait a moment and try again.");

    /// <summary>DJ3029: The account is blocked.</summary>
    public static readonly DiagnosticRule AccountBlocked = new(
        "DJ3029", DiagnosticSeverity.Error, "The account is blocked",
        "The account is locked, may not log in, or its password has expired. The settings are read again once and tried again before this is reported.",
        "Let an administrator unlock it or set a new password; or put the user and password of the account that has taken its place into `.secrets/`.");

    /// <summary>DJ3030: The server does not let this machine in.</summary>
    public static readonly DiagnosticRule HostNotAllowed = new(
        "DJ3030", DiagnosticSeverity.Error, "The server does not let this machine in",
        "The server has no rule for this user from this machine, or has blocked the machine after too many errors.",
        "Let an administrator allow it (the account's host part on MySQL, pg_hba.conf on PostgreSQL).");

    /// <summary>DJ3031: connection.init_function failed.</summary>
    public static readonly DiagnosticRule InitFunctionFailed = new(
        "DJ3031", DiagnosticSeverity.Error, "connection.init_function failed",
        "The connection is open, but the statement of `connection.init_function` failed on it.",
        "Correct the statement, or remove it: `djc config unset connection.init_function`.");

    /// <summary>DJ3032: All pooled connections are in use.</summary>
    public static readonly DiagnosticRule PoolExhausted = new(
        "DJ3032", DiagnosticSeverity.Error, "All pooled connections are in use",
        "Every connection of this program's pool is in use, and none came free in time.",
        "Dispose of connections as soon as they are not needed, or raise `MaximumPoolSize`.");

    /// <summary>DJ3033: The TLS handshake failed.</summary>
    public static readonly DiagnosticRule TlsHandshakeFailed = new(
        "DJ3033", DiagnosticSeverity.Error, "The TLS handshake failed",
        "Both sides speak TLS, but did not agree: no common version or cipher, or the server asks for a client certificate and did not get one that it accepts.",
        "Set `database.tls.cert` and `database.tls.key` when the server wants a client certificate; otherwise bring the server's TLS up to date.");

    /// <summary>DJ3034: The server's identity is to be verified, and TLS is refused.</summary>
    public static readonly DiagnosticRule VerificationOff = new(
        "DJ3034", DiagnosticSeverity.Warning, "The server's identity is to be verified, and TLS is refused",
        "`database.use_tls` is false, so the connection is in plain text and nothing is verified, although `database.tls` asks for a verified server. An error in strict mode.",
        "Run `djc config unset database.use_tls` (or unset DJ_TLS). When plain text is meant, say so in both: set `database.tls.verify` to none.");

    /// <summary>DJ3035: The transaction was rolled back.</summary>
    public static readonly DiagnosticRule TransactionFailed = new(
        "DJ3035", DiagnosticSeverity.Error, "The transaction was rolled back",
        "A statement in the transaction had failed. PostgreSQL then stores nothing of the transaction, whatever followed, and answers the commit with a rollback.",
        "Let the statement's error end the transaction; where it is expected, set a savepoint before the statement and go back there.");

    /// <summary>DJ3036: connection.init_function would write in a command that only reads.</summary>
    public static readonly DiagnosticRule InitFunctionWrites = new(
        "DJ3036", DiagnosticSeverity.Error, "connection.init_function would write in a command that only reads",
        "The command runs in a read-only session, in which the database refused the statement of `connection.init_function`; or the statement would end that session.",
        "Look at the statement: it may be somebody else's (`djc config explain connection.init_function`). `djc sql --yes` runs it; `djc config unset connection.init_function` removes it.");

    /// <summary>DJ3037: No driver for the backend.</summary>
    public static readonly DiagnosticRule MissingDriver = new(
        "DJ3037", DiagnosticSeverity.Error, "No driver for the backend",
        "Each backend is a package of its own, and the program refers to none for the one in `database.backend`. `DataJoint` brings MySQL's; `djc` has all.",
        "Add the package, for example `dotnet add package DataJoint.Connections.PostgreSql`. It registers itself; with a project reference call `PostgreSqlBackend.Register()` once.");

    internal static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        MissingUser,
        MissingPassword,
        MissingDatabaseFile,
        DatabaseUnreachable,
        ConnectionRefused,
        UnknownHost,
        CredentialsRefused,
        UnknownDatabase,
        TlsNotOffered,
        TlsDemanded,
        CertificateRejected,
        ConnectionTimedOut,
        TooManyConnections,
        ServerGone,
        AccessDenied,
        TransactionLost,
        CommitUnknown,
        AuthenticationUnsupported,
        WrongBackend,
        NotEncrypted,
        ServerNotVerified,
        ExcessiveRights,
        ClockSkew,
        SharedConnectionDiffers,
        TlsFileUnusable,
        StatementRefused,
        ServerNotReady,
        AccountBlocked,
        HostNotAllowed,
        InitFunctionFailed,
        PoolExhausted,
        TlsHandshakeFailed,
        VerificationOff,
        TransactionFailed,
        InitFunctionWrites,
        MissingDriver,
    ];
}
