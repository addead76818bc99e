using System.Diagnostics;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Servers;
using DataJoint.Stores;

namespace DataJoint.Cli.Tests;

/// <summary>A project with a store on a real server, which knows which keys are good.</summary>
internal sealed class KeyProject : IAsyncDisposable
{
    private readonly TemporaryProject _project = new();
    private readonly IAsyncDisposable _server;

    private KeyProject(IAsyncDisposable server, Uri endpoint, string id, string secret)
    {
        StoreProtocols.Register(); // what opens here is the library, which knows only the protocols that somebody has registered
        _server = server;
        (Endpoint, Id, Secret) = (endpoint, id, secret);
        Describe("");
        _project.Write(".secrets/stores.main.access_key", id).Write(".secrets/stores.main.secret_key", secret);
    }

    public Uri Endpoint { get; }

    /// <summary>The key at the beginning.</summary>
    public string Id { get; }

    public string Secret { get; }

    public string Root => _project.Root;

    /// <summary>The words that rotate the key of a store whose keys moto's IAM makes.</summary>
    public string[] RotateByIam => ["secrets", "rotate", "stores.main", "--iam-endpoint", Endpoint.ToString(), "--grace", "0", "--yes"];

    /// <summary>IAM and S3, imitated by moto, which checks signatures.</summary>
    public static async Task<KeyProject> AtIamAsync()
    {
        (MotoServer server, string id, string secret) = await MotoServer.StartWithUserAsync("lab", TestContext.Current.CancellationToken);
        return new KeyProject(server, server.Endpoint, id, secret);
    }

    /// <summary>A Ceph gateway, of which the admin interface is imitated, and in <c>admin/</c> the project of somebody who may change users there.</summary>
    public static async Task<(KeyProject Project, CephAdminStandIn Gateway)> AtCephAsync()
    {
        CephAdminStandIn gateway = await CephAdminStandIn.StartAsync("lab");
        KeyProject project = new(gateway, gateway.Endpoint, gateway.Id, gateway.Secret);
        project.Describe("admin/");
        Directory.CreateDirectory(project.Root + "/admin/.secrets", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        project.WriteAdministratorKey(gateway.AdministratorId, gateway.AdministratorSecret);
        return (project, gateway);
    }

    public void WriteAdministratorKey(string id, string secret)
    {
        foreach ((string name, string text) in ((string, string)[])[("access_key", id), ("secret_key", secret)])
        {
            string file = $"{Root}/admin/.secrets/stores.main.{name}";
            File.WriteAllText(file, text);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public DjcResult Run(params string[] words) => Run(null, words);

    public DjcResult Run(string? input, string[] words) => new Djc(_project) { Input = input }.Run(words);

    public Process Start(params string[] words) => DjcProcess.Start(Root, words);

    public DataJointConfig Load() => DataJointConfig.Load(new ConfigurationOptions
    {
        StartDirectory = Root,
        HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), Root),
    });

    /// <summary>The recorded key.</summary>
    public (string Id, string Secret) Recorded
    {
        get
        {
            StoreSpec spec = Load().Stores["main"];
            return (spec.GetSecret("access_key")!.Reveal(), spec.GetSecret("secret_key")!.Reveal());
        }
    }

    /// <summary>Whether the store lets a key in.</summary>
    public async Task<bool> AcceptsAsync(string id, string secret)
    {
        DataJointConfig config = Load();
        (config["stores.main.access_key"], config["stores.main.secret_key"]) = (id, secret);
        await using IObjectStore store = StoreAdapters.Open(config.Stores["main"]);
        return (await StoreProbe.RunAsync(store, readOnly: true, TestContext.Current.CancellationToken)).IsOk;
    }

    public async ValueTask DisposeAsync()
    {
        _project.Dispose();
        await _server.DisposeAsync();
    }

    private void Describe(string folder) => _project.Write(folder + "datajoint.json", $$"""
        { "stores": { "main": { "protocol": "s3", "endpoint": "{{Endpoint.ToString().TrimEnd('/')}}", "secure": false, "bucket": "lab", "location": "raw" } } }
        """);
}
