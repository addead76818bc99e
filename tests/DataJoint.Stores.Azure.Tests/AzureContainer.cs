using Azure.Storage;
using Azure.Storage.Blobs;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Stores.Azure.Tests;

/// <summary>A container of the test's own on the shared Azurite.</summary>
internal sealed class AzureContainer
{
    private AzureContainer(AzuriteServer server, string name) => (Server, Name) = (server, name);

    public AzuriteServer Server { get; }

    public string Name { get; }

    public BlobContainerClient Direct => new(Server.ConnectionString, Name);

    public static async Task<AzureContainer> CreateAsync()
    {
        AzuriteServer server = await AzuriteServer.SharedAsync();
        var made = new AzureContainer(server, "t" + Guid.NewGuid().ToString("n"));
        await made.Direct.CreateAsync();
        return made;
    }

    /// <summary>The settings of the store <c>main</c>: account and key, unless others are given; null removes one.</summary>
    public Dictionary<string, string?> Settings(params (string Attribute, string? Value)[] others)
    {
        Dictionary<string, string?> settings = new()
        {
            ["protocol"] = "azure",
            ["location"] = "project/data",
            ["container"] = Name,
            ["account_name"] = Server.Account,
            ["account_key"] = Server.AccountKey,
            ["endpoint"] = Server.Endpoint.ToString(),
        };
        foreach ((string attribute, string? value) in others)
        {
            settings[attribute] = value;
        }

        return settings;
    }

    /// <summary>The store with short pauses and pages, so that tests of retries and listings are short.</summary>
    public AzureObjectStore Open(params (string Attribute, string? Value)[] others) =>
        new(new StoreSource(SpecOf(Settings(others))), null, TimeSpan.FromMilliseconds(20)) { PageSize = 20 };

    public static StoreSpec SpecOf(Dictionary<string, string?> settings) => Load(settings).Snapshot.Stores["main"];

    public static DataJointConfig Load(Dictionary<string, string?> settings) => DataJointConfig.Load(new ConfigurationOptions
    {
        StartDirectory = Path.GetTempPath(),
        HostEnvironment = new HostEnvironment(new Dictionary<string, string> { ["DJ_IGNORE_CONFIG_FILE"] = "true" }),
        Settings = [.. settings.Where(s => s.Value is not null).Select(s => new KeyValuePair<string, object?>("stores.main." + s.Key, s.Value))],
    });

    public StorageSharedKeyCredential Key => new(Server.Account, Server.AccountKey);
}
