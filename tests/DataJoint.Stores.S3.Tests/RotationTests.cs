using System.Security.Cryptography;
using DataJoint.Configuration;
using DataJoint.Configuration.Tests;
using DataJoint.Servers;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.S3.Tests;

/// <summary>Keys that change while a client lives. On Ceph's gateway, which knows which are good.</summary>
public sealed class RotationTests : IAsyncLifetime
{
    private const int Part = 5 << 20;

    private readonly string _newKey = "AKIDFAKE" + Guid.NewGuid().ToString("n")[..8].ToUpperInvariant();
    private readonly string _newerKey = "AKIDFAKE" + Guid.NewGuid().ToString("n")[..8].ToUpperInvariant();
    private CephGateway _gateway = null!;
    private TestBucket _bucket = null!;
    private DataJointConfig _config = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // One of its own: while an account changes, a gateway with SQLite refuses others.
        _gateway = await CephGateway.StartAsync(null, Cancellation);
        _bucket = await TestBucket.MakeAsync(_gateway);
        _config = _bucket.Settings().Load();
        await AddAndUseAsync(_newKey, use: true);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_transfer_in_flight_goes_on_with_the_new_keys()
    {
        // One request at a time: of parts that come together, a gateway with SQLite loses some.
        await using var proxy = new HttpFaultProxy(_gateway.Endpoint, max: 1);
        _config["stores.main.endpoint"] = proxy.Endpoint.ToString();
        await using var store = new S3ObjectStore(new StoreSource(() => _config.Stores["main"]));
        byte[] content = RandomNumberGenerator.GetBytes(6 * Part);
        bool rotated = false;
        var stored = new StoredBytes();
        var slow = new DribblingStream(content, Rotate, Part);

        await store.WriteAsync("a", slow, new WriteOptions { Progress = stored }, Cancellation);

        rotated.ShouldBeTrue();
        (await store.StatAsync("a", Cancellation)).ShouldNotBeNull().Size.ShouldBe(content.Length);

        void Rotate(long position)
        {
            if (position >= 3 * Part && !rotated)
            {
                rotated = true;

                // While an account changes, a gateway with SQLite refuses what is on its way.
                stored.WaitFor(position);
                AddAndUseAsync(_newerKey, use: true).Wait(Cancellation);
                _gateway.RemoveKeyAsync(_newKey, Cancellation).Wait(Cancellation);
            }
        }
    }

    [Fact]
    public async Task A_watch_brings_new_keys_to_a_client_at_work()
    {
        DirectoryInfo project = Directory.CreateTempSubdirectory("datajoint-s3-");
        try
        {
            await ShouldFollowAsync(project.FullName);
        }
        finally
        {
            project.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Settings_are_read_afresh_when_the_store_refuses_the_keys()
    {
        int reloads = 0;
        await using var store = new S3ObjectStore(new StoreSource(() => _config.Stores["main"], Reload));
        await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation);
        await AddAndUseAsync(_newerKey, use: false);
        await _gateway.RemoveKeyAsync(_newKey, Cancellation);

        (await store.ReadAllBytesAsync("a", Cancellation)).ShouldBe("x"u8.ToArray());

        reloads.ShouldBe(1);

        bool Reload()
        {
            reloads++;
            Use(_newerKey);
            return true;
        }
    }

    [Fact]
    public async Task New_keys_are_not_shown_to_a_place_that_the_settings_no_longer_name()
    {
        var source = new StoreSource(() => _config.Stores["main"]);
        await using var store = new S3ObjectStore(source);
        Secret? former = source.Newest.GetSecret("access_key");
        _config["stores.main.endpoint"] = "https://elsewhere.example.com";
        Use(_newerKey);

        source.Newest.GetSecret("access_key").ShouldBe(former);
        (await store.StatAsync("a", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Keys_that_are_kept_elsewhere_are_asked_for_before_a_request_and_again_when_the_store_refuses_them()
    {
        SecretVault manager = new();
        _config["stores.main.access_key"] = manager.Keep("id", _newKey);
        _config["stores.main.secret_key"] = manager.Keep("key", "fake-secret-of-" + _newKey);
        await using var store = new S3ObjectStore(new StoreSource(() => _config.Stores["main"]));
        manager.Asked.ShouldBe(0);
        await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation);
        (await store.ReadAllBytesAsync("a", Cancellation)).ShouldBe("x"u8.ToArray());
        (manager.Asked, manager.AskedSynchronously).ShouldBe((2, 0));

        await AddAndUseAsync(_newerKey, use: false);
        manager["id"] = _newerKey;
        manager["key"] = "fake-secret-of-" + _newerKey;
        await _gateway.RemoveKeyAsync(_newKey, Cancellation);

        (await store.ReadAllBytesAsync("a", Cancellation)).ShouldBe("x"u8.ToArray());
        (manager.Asked, manager.AskedSynchronously).ShouldBe((4, 0));
    }

    [Fact]
    public async Task Keys_that_cannot_be_had_are_a_fault_of_the_store()
    {
        SecretVault manager = new() { Failure = new SecretException("the vault denies access") };
        _config["stores.main.secret_key"] = manager.Keep("CANARY", "fake");
        await using var store = new S3ObjectStore(new StoreSource(() => _config.Stores["main"]));

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation));

        (fault.Code, fault.IsTransient).ShouldBe((StoreErrorCode.SecretUnresolved, false));
        fault.Message.ShouldBe("Store 'main': stores.main.secret_key: the vault denies access (program).");
    }

    private async Task AddAndUseAsync(string key, bool use)
    {
        await _gateway.AddKeyAsync(key, "fake-secret-of-" + key, Cancellation);
        if (use)
        {
            Use(key);
        }
    }

    private async Task ShouldFollowAsync(string project)
    {
        await File.WriteAllTextAsync(
            Path.Combine(project, "datajoint.json"),
            $$"""{ "stores.main": { "protocol": "s3", "endpoint": "{{_gateway.Endpoint.GetLeftPart(UriPartial.Authority)}}", "bucket": "{{_bucket.Name}}", "location": "lab" } }""",
            Cancellation);
        WriteKeys(project, _newKey);
        var config = DataJointConfig.Load(
            new ConfigurationOptions { StartDirectory = project, HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), project) });
        await using ConfigurationWatch watch = config.Watch(new WatchOptions { Interval = TimeSpan.FromSeconds(1) });
        await using var store = new S3ObjectStore(new StoreSource(() => config.Stores["main"]));
        await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation);

        await _gateway.AddKeyAsync(_newerKey, "fake-secret-of-" + _newerKey, Cancellation);
        WriteKeys(project, _newerKey);
        while (config.Stores["main"].GetSecret("access_key")!.Reveal() != _newerKey)
        {
            await Task.Delay(20, Cancellation);
        }

        // Of several pairs of one account, a gateway with SQLite may know one only; so the client has nothing to fall back on, either.
        await _gateway.RemoveKeyAsync(_newKey, Cancellation);
        (await store.ReadAllBytesAsync("a", Cancellation)).ShouldBe("x"u8.ToArray());
    }

    private static void WriteKeys(string project, string key)
    {
        string folder = Path.Combine(project, ".secrets");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(folder, ".next"), $$"""{ "stores.main": { "access_key": "{{key}}", "secret_key": "fake-secret-of-{{key}}" } }""");
        File.Move(Path.Combine(folder, ".next"), Path.Combine(folder, "datajoint.json"), overwrite: true);
    }

    private void Use(string key)
    {
        _config["stores.main.access_key"] = key;
        _config["stores.main.secret_key"] = "fake-secret-of-" + key;
    }
}
