using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>One test's project and one test's account on a server, perhaps with a proxy between them; all gone when the test is over.</summary>
public sealed class Bench : IAsyncDisposable
{
    private readonly Laboratory _laboratory = new();
    private readonly SortedDictionary<string, object?> _settings = new(StringComparer.Ordinal);

    private Bench(Backend backend, DatabaseServer server, Account account, FaultProxy? proxy)
    {
        (Backend, Server, Account) = (backend, server, account);
        Proxy = proxy!;
        this["database.backend"] = backend.Name;
        this["database.host"] = proxy?.Host ?? server.Host;
        this["database.port"] = proxy?.Port ?? server.Port;
        this["database.name"] = backend.DatabaseOf(account);
        this["database.use_tls"] = false;
        WriteSecret("database.user", account.User);
        WriteSecret("database.password", account.Password);
    }

    public Backend Backend { get; }

    public DatabaseServer Server { get; }

    public Account Account { get; }

    /// <summary>The proxy between the program and the server. Only for benches that are made with one.</summary>
    public FaultProxy Proxy { get; }

    public string Root => _laboratory.Root;

    private Account Administrator => new(Server.User, Server.Password);

    /// <summary>A setting in datajoint.json, written with the next <see cref="Load"/>; null removes it.</summary>
    public object? this[string key]
    {
        set => _settings[key] = value;
    }

    /// <summary>Makes an account on the server. TLS is off in the project unless the test sets it.</summary>
    public static async Task<Bench> AtAsync(Backend backend, DatabaseServer server, Account? account = null, bool isProxied = false)
    {
        Bench bench = new(backend, server, account ?? Account.Unique(), isProxied ? FaultProxy.Start(server) : null);
        foreach (string statement in backend.Make(bench.Account))
        {
            await bench.AdministerAsync(statement);
        }

        return bench;
    }

    /// <summary>At the server that all share.</summary>
    public static async Task<Bench> AtAsync(Backend backend, bool isProxied = false) => await AtAsync(backend, await backend.SharedAsync(), null, isProxied);

    public DataJointConfig Load()
    {
        Save();
        return _laboratory.Load();
    }

    /// <summary>Writes datajoint.json.</summary>
    public void Save() => File.WriteAllText(
        _laboratory["datajoint.json"], JsonSerializer.Serialize(_settings.Where(each => each.Value is not null).ToDictionary()));

    /// <summary>Replaces a file in .secrets as the program does: at once.</summary>
    public void WriteSecret(string key, string value)
    {
        string folder = _laboratory[".secrets"];
        _laboratory.MakePrivate(".secrets");

        string temporary = Path.Combine(folder, "." + key);
        File.WriteAllText(temporary, value);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(temporary, Path.Combine(folder, key), overwrite: true);
    }

    /// <summary>Runs a statement as administrator, past the proxy.</summary>
    public async Task<object?> AdministerAsync(string statement)
    {
        await using DbConnection connection = await Backend.OpenBareAsync(Server, Administrator);
        return await connection.RunAsync(statement);
    }

    public async Task<long> SessionsAsync() =>
        Convert.ToInt64(await AdministerAsync(Backend.CountSessions(Account.User)), CultureInfo.InvariantCulture);

    /// <summary>Ends every session of the account at the server, as an administrator or an idle time-out does.</summary>
    public async Task KillSessionsAsync()
    {
        await using DbConnection connection = await Backend.OpenBareAsync(Server, Administrator);
        await Backend.KillSessionsAsync(connection, Account.User);
        await Wait.UntilAsync(async () => await connection.NumberAsync(Backend.CountSessions(Account.User)) == 0);
    }

    /// <summary>Makes a table that counts how often a statement took effect.</summary>
    public async Task MakeCounterAsync()
    {
        await using DbConnection connection = await Backend.OpenBareAsync(Server, Account, Backend.DatabaseOf(Account));
        await connection.RunAsync("CREATE TABLE counter (n BIGINT NOT NULL)");
        await connection.RunAsync("INSERT INTO counter VALUES (0)");
    }

    /// <summary>How often it took effect, asked past the proxy.</summary>
    public async Task<long> CountAsync() => Convert.ToInt64(
        await AdministerAsync($"SELECT n FROM {Backend.Quote(Account.User)}.counter"), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (Proxy is not null)
        {
            await Proxy.DisposeAsync();
        }

        _laboratory.Dispose();
        if (!Server.IsOurs || Server.IsRunning)
        {
            foreach (string statement in Backend.Drop(Account))
            {
                await AdministerAsync(statement);
            }
        }
    }
}
