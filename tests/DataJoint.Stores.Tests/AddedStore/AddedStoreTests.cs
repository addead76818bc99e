using DataJoint.Configuration;
using DataJoint.Configuration.Tests;

namespace DataJoint.Stores.Tests;

/// <summary>A new protocol is one folder, this one, and one registration; settings, checks, secrets and clients follow from it.</summary>
public sealed class AddedStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AddedStoreTests() => ShelfAdapter.Register();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_settings_are_read_and_its_client_works()
    {
        DataJointConfig config = Load("\"room\": 12");
        config["stores.main.door_code"] = "not-a-real-code";

        await using IObjectStore store = StoreAdapters.Open(config.Stores["main"]);
        await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation);

        File.Exists(_folder["shelves/12/a"]).ShouldBeTrue();
        StoreAdapters.Protocols.ShouldContain("shelf");
        StoreAdapters.Find("SHELF").ShouldNotBeNull();
        config.ToString().ShouldNotContain("not-a-real-code");
    }

    [Fact]
    public void What_is_wrong_with_its_settings_is_told()
    {
        Load("\"door\": 12").Snapshot.Stores.Validate("main").Select(found => found.Id)
            .ShouldBe([DiagnosticIds.MissingStoreAttribute, DiagnosticIds.UnknownStoreAttribute], ignoreOrder: true);
        Load("\"rom\": 12").Snapshot.Stores.Validate("main").Select(found => found.Id).ShouldBe([DiagnosticIds.UnknownStoreAttribute]);
        Should.Throw<ConfigurationException>(() => Load("\"room\": \"left\"")).Diagnostic.Id.ShouldBe(DiagnosticIds.InvalidValue);
        Should.Throw<InvalidOperationException>(() => StoreAdapters.Register(new ShelfAdapter()));
    }

    [Fact]
    public async Task Its_secret_can_be_kept_elsewhere_and_be_rotated()
    {
        SecretVault manager = new();
        DataJointConfig config = Load("\"room\": 12");
        config["stores.main.door_code"] = manager.Keep("door", "not-a-real-code");
        await using IObjectStore store = StoreAdapters.Open(new StoreSource(() => config.Stores["main"]));
        (await store.ExistsAsync("a", Cancellation)).ShouldBeFalse();
        (await store.ExistsAsync("b", Cancellation)).ShouldBeFalse();
        manager.Asked.ShouldBe(1);

        config["stores.main.door_code"] = manager.Keep("other", "not-the-code");
        (await Should.ThrowAsync<StoreException>(async () => await store.ExistsAsync("a", Cancellation))).Code.ShouldBe(StoreErrorCode.CredentialsRefused);
        manager["other"] = "not-a-real-code";
        (await store.ExistsAsync("a", Cancellation)).ShouldBeFalse();
    }

    private DataJointConfig Load(string attributes)
    {
        Directory.CreateDirectory(_folder["project/.git"]);
        File.WriteAllText(
            _folder["project/datajoint.json"],
            $$"""{"stores": {"main": {"protocol": "shelf", "location": "{{_folder["shelves"].Replace('\\', '/')}}", {{attributes}} } } }""");
        return DataJointConfig.Load(
            new ConfigurationOptions { StartDirectory = _folder["project"], HostEnvironment = new HostEnvironment(new Dictionary<string, string>()) });
    }
}
