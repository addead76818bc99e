using System.Security.Cryptography;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>A store on a stand-in of its own.</summary>
internal sealed class GcsStandInStore : IAsyncDisposable
{
    private static readonly string PrivateKey = RSA.Create(2048).ExportPkcs8PrivateKeyPem();

    private readonly List<GcsObjectStore> _opened = [];
    private readonly TemporaryFolder _home = new();

    public GoogleStorageStandIn Server { get; } = new();

    /// <summary>The user's home directory.</summary>
    public string Home => _home.Path;

    /// <summary>A key of a service account whose tokens the stand-in gives.</summary>
    public string KeyDocument => JsonSerializer.Serialize(new
    {
        type = "service_account",
        client_email = "pipeline@lab.example",
        private_key = PrivateKey,
        private_key_id = "key-1",
        token_uri = Server.Address + "/token",
    });

    public GcsObjectStore Open(params (string Attribute, string? Value)[] others)
    {
        var opened = (GcsObjectStore)Make(new StoreSource(Spec(others)));
        return opened;
    }

    public IObjectStore Make(StoreSource source, params (string Name, string Value)[] variables)
    {
        var hostEnvironment = new HostEnvironment(variables.ToDictionary(v => v.Name, v => v.Value), homeDirectory: Home);
        var store = new GcsObjectStore(source, hostEnvironment)
        {
            CleanUpTimeout = TimeSpan.FromMinutes(2),
            MaxRetryDelay = TimeSpan.FromMilliseconds(20),
            PageSize = 20,
        };
        _opened.Add(store);
        return store;
    }

    public StoreSpec Spec(params (string Attribute, string? Value)[] others)
    {
        Dictionary<string, string?> settings = new()
        {
            ["protocol"] = "gcs",
            ["location"] = "project/data",
            ["bucket"] = Server.Bucket.Name,
            ["endpoint"] = Server.Address,
            ["token"] = KeyDocument,
        };
        foreach ((string attribute, string? value) in others)
        {
            settings[attribute] = value;
        }

        return DataJointConfig.Load(new ConfigurationOptions
        {
            StartDirectory = Path.GetTempPath(),
            HostEnvironment = new HostEnvironment(new Dictionary<string, string> { ["DJ_IGNORE_CONFIG_FILE"] = "true" }),
            Settings = [.. settings.Where(s => s.Value is not null).Select(s => new KeyValuePair<string, object?>("stores.main." + s.Key, s.Value))],
        }).Snapshot.Stores["main"];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (GcsObjectStore store in _opened)
        {
            await store.DisposeAsync();
        }

        Server.Dispose();
        _home.Dispose();
    }
}
