using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Tests;

public sealed class StoreOpeningTests
{
    private const string TwoStores =
        """
        { "stores": { "default": "raw",
          "raw": { "protocol": "file", "location": "raw" },
          "cloud": { "protocol": "s3", "endpoint": "s3.example.com", "bucket": "b", "location": "l" },
          "broken": { "protocol": "file" } } }
        """;

    [Fact]
    public async Task A_store_is_opened_by_its_name()
    {
        using Project project = new(TwoStores);
        await using IObjectStore store = project.Open().Config.OpenStore("raw");
        await store.WriteAllBytesAsync("session/1.bin", new byte[] { 1, 2, 3 });
        (await File.ReadAllBytesAsync(project["raw/session/1.bin"])).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Without_a_name_it_is_the_default_store()
    {
        using Project project = new(TwoStores);
        project.Open().Config.OpenStore().Name.ShouldBe("raw");
    }

    [Fact]
    public void A_store_that_is_not_rightly_configured_is_not_opened()
    {
        using Project project = new(TwoStores);
        DataJointConfig config = project.Open().Config;
        Should.Throw<ConfigurationException>(() => config.OpenStore("broken")).Diagnostics[0].Id.ShouldBe("DJ4001");
        Should.Throw<ConfigurationException>(() => config.OpenStore("row")).Diagnostics[0].Id.ShouldBe("DJ4006");
    }

    [Fact]
    public void A_protocol_without_an_adapter_is_named()
    {
        using Project project = new(TwoStores);
        StoreException error = Should.Throw<StoreException>(() => project.Open().Config.OpenStore("cloud"));
        error.Code.ShouldBe(StoreErrorCode.UnknownProtocol);
        error.Message.ShouldContain("s3");
    }
}
