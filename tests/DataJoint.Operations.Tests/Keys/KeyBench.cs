using DataJoint.Configuration;
using DataJoint.Connections.Tests;
using DataJoint.Secrets;

namespace DataJoint.Operations.Tests;

/// <summary>A project with a store whose key is recorded in one of the ways that there are.</summary>
internal sealed class KeyBench : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Laboratory _laboratory;
    private readonly Dictionary<string, string> _variables = [];

    private KeyBench(KeyRing ring)
    {
        Ring = ring;
        Former = ring.Add();
        _laboratory = new Laboratory();
        Directory.CreateDirectory(_laboratory["objects"]);
        Write("datajoint.json", $$"""{ "stores": { "main": { "protocol": "s3", "endpoint": "{{ring.Host}}", "bucket": "lab", "location": "{{_laboratory["objects"]}}" } } }""");
        Directory.CreateDirectory(Secrets, Private | UnixFileMode.UserExecute);
    }

    /// <summary>The ways to record a key.</summary>
    public static TheoryData<string> Records => ["files", "json", "environment", "variables", "manager", "reference", "committed"];

    public KeyRing Ring { get; }

    public AccessKeyPair Former { get; }

    public string Root => _laboratory.Root;

    public string Secrets => _laboratory[".secrets"];

    public bool IsRotating => Directory.Exists(Path.Combine(Secrets, ".rotation")) || Directory.Exists(_laboratory["mounted/.rotation"]);

    public static KeyBench Create(string record, KeyRing? ring = null)
    {
        KeyBench bench = new(ring ?? KeyRing.Create());
        (string id, string secret) = (bench.Former.Id, bench.Former.SecretKey.Reveal());
        string pair = $$"""{ "stores": { "main": { "access_key": "{{id}}", "secret_key": "{{secret}}" } } }""";
        switch (record)
        {
            case "files":
                bench.Write(".secrets/stores.main.access_key", id);
                bench.Write(".secrets/stores.main.secret_key", secret);
                break;
            case "json":
                bench.Write(".secrets/datajoint.json", pair);
                break;
            case "environment":
                bench._variables["DJ_ENV"] = "prod";
                bench.Write(".secrets/datajoint.prod.json", pair);
                break;
            case "variables":
                bench.Write("mounted/id", id + "\n");
                bench.Write("mounted/secret", secret + "\n");
                bench._variables["DJ_STORES_MAIN_ACCESS_KEY_FILE"] = bench._laboratory["mounted/id"];
                bench._variables["DJ_STORES_MAIN_SECRET_KEY_FILE"] = bench._laboratory["mounted/secret"];
                break;
            case "manager":
                var keeper = Keeper.Register();
                (keeper["key/id"], keeper["key/secret"]) = (id, secret);
                bench.Refer($"ref+{keeper.Scheme}://key/id", $"ref+{keeper.Scheme}://key/secret");
                break;
            case "reference":
                LocalSecrets.Register();
                bench.Write("mounted/pair.json", $$"""{ "other": "ü", "key": { "id": "{{id}}", "secret": "{{secret}}" } }""" + "\n");
                bench.Refer("ref+file://mounted/pair.json#/key/id", "ref+file://mounted/pair.json#/key/secret");
                break;
            default:
                bench.Write("datajoint.json", File.ReadAllText(bench._laboratory["datajoint.json"]).Replace("\"bucket\"", $"\"access_key\": \"{id}\", \"secret_key\": \"{secret}\", \"bucket\"", StringComparison.Ordinal));
                break;
        }

        return bench;
    }

    public DataJointConfig Load() => DataJointConfig.Load(new ConfigurationOptions
    {
        StartDirectory = Root,
        HostEnvironment = new HostEnvironment(_variables, Root),
        TrustedDestinations = ["references", Ring.Host],
    });

    /// <summary>The key that the project records now.</summary>
    public async Task<(string Id, string Secret)> ReadAsync()
    {
        StoreSpec spec = await Load().Stores["main"].ResolveAsync(TestContext.Current.CancellationToken);
        return (spec.GetSecret("access_key")!.Reveal(), spec.GetSecret("secret_key")!.Reveal());
    }

    /// <summary>Whether the recorded key works.</summary>
    public async Task<bool> WorksAsync()
    {
        (string id, string secret) = await ReadAsync();
        return Ring.FindRefusal(id, secret, counts: false) is null;
    }

    /// <summary>Rotates by the ring's service, without a time for both keys unless the options say so.</summary>
    public Task<IReadOnlyList<RotationStep>> RotateAsync(Action<RotationStep>? onStep = null, StoreRotationOptions? options = null) =>
        new StoreRotation(Load(), "main", options ?? Options()) { OnStep = onStep }.RunAsync(TestContext.Current.CancellationToken);

    public StoreRotationOptions Options(string? replaced = null) => new() { Service = Ring, Clock = Ring.Clock, Grace = TimeSpan.Zero, ReplacedKey = replaced };

    /// <summary>Everything in the project's folder but objects, as text.</summary>
    public string AllFiles() => string.Join('\n', Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Select(file => file + "\n" + File.ReadAllText(file)));

    public void SetVariable(string name, string value) => _variables[name] = value;

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_laboratory[file])!, Private | UnixFileMode.UserExecute);
        File.WriteAllText(_laboratory[file], text);
        File.SetUnixFileMode(_laboratory[file], Private);
    }

    public void Dispose() => _laboratory.Dispose();

    private void Refer(string id, string secret)
    {
        Write(".secrets/stores.main.access_key", id);
        Write(".secrets/stores.main.secret_key", secret);
    }
}
