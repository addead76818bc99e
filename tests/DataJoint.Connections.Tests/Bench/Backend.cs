using System.Data.Common;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>What the suites must know about one kind of server: how to start it, and its dialect.</summary>
public abstract class Backend
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<DatabaseServer>> _running = [];

    public static Backend MariaDb { get; } = new MariaDbBackend();

    public static Backend MySql { get; } = new MySqlBackend();

    public static Backend PostgreSql { get; } = new PostgreSqlBackend();

    /// <summary>The value of <c>database.backend</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The longest password that the server takes without TLS.</summary>
    public abstract int LongestPassword { get; }

    /// <summary>Whether an account may have an empty password.</summary>
    public abstract bool TakesEmptyPassword { get; }

    /// <summary>The diagnostic where the server demands TLS.</summary>
    public virtual string DemandsTls => "DJ3011";

    /// <summary>The diagnostic where the server misses a client certificate.</summary>
    public abstract string NoClientCertificate { get; }

    /// <summary>The diagnostic where the server does not accept a client certificate.</summary>
    public virtual string ForeignClientCertificate => "DJ3033";

    /// <summary>Lets somebody in who shows the client certificate <c>dj</c>, and without a password.</summary>
    /// <returns>The user.</returns>
    public abstract Task<string> CertifyAsync(DbConnection administrator);

    /// <summary>Words for the server's command line: at most so many connections.</summary>
    public abstract IReadOnlyList<string> AtMost(int connections);

    /// <summary>The diagnostic where a password has expired.</summary>
    public virtual string Expired => "DJ3029";

    /// <summary>What an ordinary account may not do.</summary>
    public abstract string StatementForAdministrators { get; }

    /// <summary>What the driver sends to commit.</summary>
    public abstract string Commit { get; }

    /// <summary>Words for the server's command line: to listen on IPv6 too, and at a socket.</summary>
    public abstract IReadOnlyList<string> ListenEverywhere(string socketDirectory);

    /// <summary>Lets everybody in who comes by IPv6 or by the socket.</summary>
    public virtual Task LetInEverywhereAsync(DbConnection administrator) => Task.CompletedTask;

    /// <summary>The path of the server's socket.</summary>
    public abstract string SocketOf(DatabaseServer server, string socketDirectory);

    /// <summary>What people write for the same socket.</summary>
    public virtual IEnumerable<string> OtherSocketNames(string socket) => [];

    /// <summary>The query for the number that the server gave this session.</summary>
    public abstract string SessionId { get; }

    /// <summary>The query for the session's user.</summary>
    public abstract string CurrentUser { get; }

    /// <summary>A statement that sets something for the session, and the query for it.</summary>
    public abstract (string Set, string Query, string Expected) SessionSetting { get; }

    public abstract string Sleep(int seconds);

    /// <summary>A query for many rows of one text.</summary>
    public abstract string Rows(int count);

    /// <summary>The server that all tests may share, without TLS.</summary>
    public abstract Task<DatabaseServer> SharedAsync();

    /// <summary>A server of one's own.</summary>
    public abstract Task<DatabaseServer> StartAsync(DatabaseOptions options);

    /// <summary>A server that all tests may share, with TLS.</summary>
    public Task<DatabaseServer> EncryptedAsync() => SharedAsync("valid", new DatabaseOptions { Certificate = Certificates.Shared.Valid });

    /// <summary>A server that tests may share under a name; it ends after the last test.</summary>
    public Task<DatabaseServer> SharedAsync(string name, DatabaseOptions options)
    {
        lock (_gate)
        {
            if (!_running.TryGetValue(name, out Task<DatabaseServer>? server))
            {
                _running[name] = server = Task.Run(() => StartAsync(options));
            }

            return server;
        }
    }

    /// <summary>Opens a connection with the bare driver, encrypted if the server can, and without a pool.</summary>
    public abstract Task<DbConnection> OpenBareAsync(DatabaseServer server, Account account, string? database = null);

    /// <summary>Makes the account with a schema of the same name in which it may do everything, and which its sessions work in.</summary>
    public abstract IEnumerable<string> Make(Account account);

    /// <summary>Makes a database that only administrators may enter.</summary>
    public abstract IEnumerable<string> MakeClosedDatabase(string name);

    /// <summary>Allows one session at a time.</summary>
    public abstract string LimitToOne(string user);

    public abstract string Lock(string user);

    public abstract string Expire(string user);

    /// <summary>Lets nobody from this machine in any more.</summary>
    public abstract Task KeepOutAsync(DatabaseServer server, DbConnection administrator);

    public abstract IEnumerable<string> Drop(Account account);

    /// <summary>Lets a user do everything in a database.</summary>
    public abstract string GrantAll(string database, string user);

    public abstract string ChangePassword(string user, string password);

    /// <summary>Makes the current password and one more valid, where the product can.</summary>
    public abstract string? AddPassword(string user, string current, string added);

    /// <summary>Counts the sessions of a user.</summary>
    public abstract string CountSessions(string user);

    /// <summary>Ends the sessions of a user.</summary>
    public abstract Task KillSessionsAsync(DbConnection administrator, string user);

    /// <summary>Whether the server sees this session as encrypted.</summary>
    public abstract Task<bool> IsEncryptedAsync(DbConnection connection);

    /// <summary>Empties the pool that an open connection is from.</summary>
    public abstract Task ClearPoolAsync(DbConnection connection);

    /// <summary>The value of <c>database.name</c> for an account's sessions.</summary>
    public abstract string DatabaseOf(Account account);

    /// <summary>A name as SQL has it.</summary>
    public abstract string Quote(string name);

    /// <summary>As people call the product.</summary>
    public override string ToString() => GetType().Name.Replace("Backend", "", StringComparison.Ordinal);

    /// <summary>A text as SQL has it.</summary>
    protected abstract string Literal(string text);
}
