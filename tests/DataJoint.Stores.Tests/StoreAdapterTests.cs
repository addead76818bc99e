using DataJoint.Configuration;

namespace DataJoint.Stores.Tests;

public sealed class StoreAdapterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data", "project/data")]
    [InlineData("../shared/data/", "shared/data")]
    [InlineData("./~/data", "project/~/data")]
    public void A_relative_location_counts_from_the_project_root(string location, string expected)
    {
        DataJointConfig config = LoadProject("file", location);

        FileObjectStore store = StoreAdapters.Open(config.Stores["main"]).ShouldBeOfType<FileObjectStore>();

        (store.Name, store.Protocol).ShouldBe(("main", "file"));
        Path.GetRelativePath(_folder.Path, store.Location).ShouldBe(expected.Replace('/', Path.DirectorySeparatorChar));
    }

    [Theory]
    [InlineData("~/data", "Write the absolute path")]
    [InlineData("$HOME/data", "Write the absolute path")]
    [InlineData("%USERPROFILE%\\data", "Write the absolute path")]
    [InlineData("s3://b/data", "Write protocol s3, bucket b and location \"data\"")]
    [InlineData("ftp:/data", "Write the path as this system has it")]
    public void A_location_that_would_become_a_folder_of_that_name_is_refused_with_the_way_to_write_it(string location, string remedy)
    {
        DataJointConfig config = LoadProject("file", location.Replace("\\", "\\\\"));

        StoreException fault = Should.Throw<StoreException>(() => StoreAdapters.Open(config.Stores["main"]));

        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.Hint.ShouldStartWith(remedy);
        fault.Hint.ShouldContain("djc config set stores.main.location");
    }

    [Fact]
    public async Task Without_a_project_it_counts_from_where_the_search_began()
    {
        DataJointConfig config = Load(_folder.Path, new() { ["DJ_STORES"] = """{"main": {"protocol": "file", "location": "data"}}""" });

        await using IObjectStore store = StoreAdapters.Open(config.Stores["main"]);
        await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation);

        File.Exists(_folder["data/a"]).ShouldBeTrue();
    }

    [Fact]
    public void A_protocol_without_an_adapter_is_named()
    {
        DataJointConfig config = LoadProject("s3", "data", """, "endpoint": "localhost:9000", "bucket": "b" """);

        StoreException fault = Should.Throw<StoreException>(() => StoreAdapters.Open(config.Stores["main"]));

        fault.Code.ShouldBe(StoreErrorCode.UnknownProtocol);
        fault.Diagnostic.Id.ShouldBe("DJ4111");
        fault.Message.ShouldContain("'s3'");
        fault.Message.ShouldContain("file");
    }

    [Fact]
    public void The_file_protocol_has_its_adapter_and_keeps_it()
    {
        StoreAdapters.Find("file").ShouldNotBeNull().Protocol.ShouldBe(StoreCatalogue.FindProtocol("file"));
        StoreAdapters.Find("nobody").ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => StoreAdapters.Register(new SecondFileAdapter()));
    }

    [Theory]
    [InlineData("data", null)]
    [InlineData("", "/")]
    [InlineData("  ", "/")]
    public void A_location_that_leads_nowhere_is_the_callers_mistake(string location, string? root) =>
        Should.Throw<ArgumentException>(() => new FileObjectStore("main", location, root));

    private static DataJointConfig Load(string start, Dictionary<string, string> variables) => DataJointConfig.Load(
        new ConfigurationOptions { StartDirectory = start, HostEnvironment = new HostEnvironment(variables) });

    private DataJointConfig LoadProject(string protocol, string location, string more = "")
    {
        Directory.CreateDirectory(_folder["project/.git"]);
        File.WriteAllText(
            _folder["project/datajoint.json"],
            $$"""{"stores": {"main": {"protocol": "{{protocol}}", "location": "{{location}}" {{more}} } } }""");
        return Load(_folder["project"], []);
    }

    private sealed class SecondFileAdapter : IStoreAdapter
    {
        public StoreProtocol Protocol { get; } = new("file", [], []);

        public IObjectStore Open(StoreSource source) => throw new NotSupportedException();

#if !NET
        public IReadOnlyList<StoreException> FindProblems(StoreSpec spec) => [];

        public string GetPath(StoreSpec spec, string name) => spec.Location.Length == 0 ? name : spec.Location + "/" + name;

        public string GetUrl(StoreSpec spec, string path) => $"{Protocol.Name}://{path}";
#endif
    }
}
