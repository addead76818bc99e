using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections.Tests;

namespace DataJoint.Operations.Tests;

/// <summary>A project with an account on a real server, and the project of the server's administrator.</summary>
public sealed class RotationBench : IAsyncDisposable
{
    private readonly Laboratory _administrator = new();
    private Account? _other;

    private RotationBench(Bench bench) => Bench = bench;

    public Bench Bench { get; }

    public string Secrets => Path.Combine(Bench.Root, ".secrets");

    /// <summary>The password that the project records now.</summary>
    public string Recorded => Bench.Load().Database.Password!.Reveal();

    /// <summary>What rotations have left in their folder.</summary>
    public string[] Journals => Directory.Exists(Path.Combine(Secrets, ".rotation")) ? Directory.GetFiles(Path.Combine(Secrets, ".rotation"), "*", SearchOption.AllDirectories) : [];

    public static async Task<RotationBench> AtAsync(Backend backend, string? password = null, string? user = null)
    {
        var account = Account.Unique();
        return new RotationBench(await Bench.AtAsync(backend, await backend.SharedAsync(), new Account(user ?? account.User, password ?? account.Password), isProxied: true));
    }

    /// <summary>The administrator's settings.</summary>
    public ConfigurationSnapshot Administrator() => _administrator.At(Bench.Backend, Bench.Server).Snapshot;

    /// <summary>Makes a second account that may work with the first one's tables.</summary>
    public async Task MakeOtherAsync(string user)
    {
        _other = new Account(user, "fake-other");
        foreach (string statement in Bench.Backend.Make(_other).Append(Bench.Backend.Name == "mysql" ? Bench.Backend.GrantAll(Bench.Account.User, user) : "SELECT 1"))
        {
            await Bench.AdministerAsync(statement);
        }
    }

    /// <summary>Whether the server lets a pair in.</summary>
    public async Task<bool> LogsInAsync(string user, string password)
    {
        try
        {
            await using DbConnection connection = await Bench.Backend.OpenBareAsync(Bench.Server, new Account(user, password));
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>Rotates, without a time for both passwords unless the options say so.</summary>
    public async Task<(IReadOnlyList<RotationStep> Steps, List<Diagnostic> Warnings)> RotateAsync(RotationOptions? options = null, Action<RotationStep>? onStep = null)
    {
        List<Diagnostic> warnings = [];
        DatabaseRotation rotation = new(Bench.Load(), options ?? new RotationOptions { Grace = TimeSpan.Zero }) { OnWarning = warnings.Add, OnStep = onStep };
        return (await rotation.RunAsync(TestContext.Current.CancellationToken), warnings);
    }

    /// <summary>Everything in the project's folder, as text.</summary>
    public string AllFiles() => string.Join('\n', Directory.GetFiles(Bench.Root, "*", SearchOption.AllDirectories).Select(file => file + "\n" + File.ReadAllText(file)));

    public async ValueTask DisposeAsync()
    {
        if (_other is not null)
        {
            foreach (string statement in Bench.Backend.Drop(_other))
            {
                await Bench.AdministerAsync(statement);
            }
        }

        _administrator.Dispose();
        await Bench.DisposeAsync();
    }
}
