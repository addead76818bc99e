using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Stores.Tests;

/// <summary>What datajoint-python 2.3 gives for the same settings.</summary>
public sealed class StoreLayoutTests : IDisposable
{
    private const string Hash = "mj4zqbghwvcqlhbxhpqcwnm2ue";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("s3", "bucket", "lab/project/raw/a b#1.bin", "s3://lab/project/raw/a b#1.bin")]
    [InlineData("gcs", "bucket", "lab/project/raw/a b#1.bin", "gs://lab/project/raw/a b#1.bin")]
    [InlineData("azure", "container", "lab/project/raw/a b#1.bin", "az://lab/project/raw/a b#1.bin")]
    public void Paths_and_URLs_of_a_bucket_are_those_of_Python(string protocol, string attribute, string path, string url)
    {
        var layout = new StoreLayout(Spec(("protocol", protocol), (attribute, "lab"), ("location", "project"), ("endpoint", "s3.example.com")));

        layout.GetPath("raw/a b#1.bin").ShouldBe(path);
        layout.GetUrl("raw/a b#1.bin").ShouldBe(url);
    }

    [Fact]
    public void A_file_has_a_path_and_a_URL_with_links_resolved()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows makes links for administrators only.");
        Directory.CreateDirectory(_folder["real"]);
        SymbolicLink.MakeFolder(_folder["link"], _folder["real"]);
        var layout = new StoreLayout(Spec(("protocol", "file"), ("location", _folder["link"])));

        layout.GetPath("raw/a").ShouldBe(_folder["link/raw/a"]);
        layout.GetUrl("raw/a").ShouldEndWith("/real/raw/a");
        layout.GetUrl("raw/a").ShouldStartWith("file:///");
    }

    [Theory]
    [InlineData("", "", "_hash/lab/" + Hash)]
    [InlineData("2,2", "", "_hash/lab/mj/4z/" + Hash)]
    [InlineData("2,3", "/blobs/v1/", "blobs/v1/lab/mj/4zq/" + Hash)]
    [InlineData("", "/", "lab/" + Hash)]
    public void A_hash_is_spread_over_folders_as_subfolding_says(string folding, string prefix, string expected)
    {
        var attributes = new List<(string, string)> { ("protocol", "file"), ("location", "/data") };
        if (prefix.Length > 0)
        {
            attributes.Add(("hash_prefix", prefix));
        }

        var layout = new StoreLayout(Spec(folding.Length == 0 ? null : folding, [.. attributes]));

        layout.GetHashName(Hash, "lab").ShouldBe(expected);
    }

    [Theory]
    [InlineData("", "2qoyzwmpaczaj2mabgmoz6ccpy")]
    [InlineData("hello", "lvauakv4jmvhnolrtwiraf6fsi")]
    [InlineData("0123456789", "papf4jc5ng2wnf43q3ri2i7sy4")]
    public void A_content_hash_is_MD5_in_lower_case_base_32(string content, string expected) =>
        ContentHash.Compute(Encoding.UTF8.GetBytes(content)).ShouldBe(expected);

    [Fact]
    public async Task A_content_hash_of_a_stream_is_that_of_its_bytes()
    {
        using var content = new MemoryStream("hello"u8.ToArray());

        (await ContentHash.ComputeAsync(content, TestContext.Current.CancellationToken)).ShouldBe(ContentHash.Compute("hello"u8));
    }

    [Fact]
    public void What_is_no_hash_is_refused() =>
        Should.Throw<ArgumentException>(() => new StoreLayout(Spec(("protocol", "file"), ("location", "/data"))).GetHashName("../../etc/passwd", "lab"));

    [Theory]
    [InlineData("_hash/x", "hash_prefix")]
    [InlineData("_hash", "hash_prefix")]
    [InlineData("/_hash/x", "hash_prefix")]
    [InlineData("_schema/lab/t/x", "schema_prefix")]
    [InlineData("_hashes/x", null)]
    [InlineData("raw/_hash/x", null)]
    public void Managed_sections_are_protected(string name, string? setting)
    {
        var layout = new StoreLayout(Spec(("protocol", "file"), ("location", "/data")));

        layout.FindManagedSection(name).ShouldBe(setting);
        if (setting is null)
        {
            layout.CheckFileName(name);
        }
        else
        {
            StoreException fault = Should.Throw<StoreException>(() => layout.CheckFileName(name));
            (fault.Code, fault.Diagnostic.Id).ShouldBe((StoreErrorCode.ManagedSection, "DJ4115"));
            fault.Message.ShouldContain(setting);
        }
    }

    [Fact]
    public void With_a_section_for_files_they_belong_there()
    {
        var layout = new StoreLayout(Spec(("protocol", "file"), ("location", "/data"), ("filepath_prefix", "/raw/")));

        layout.CheckFileName("raw/a");
        layout.FilepathSection.ShouldBe("raw");
        Should.Throw<StoreException>(() => layout.CheckFileName("rawish/a")).Code.ShouldBe(StoreErrorCode.ManagedSection);
    }

    private static StoreSpec Spec(params (string Attribute, string Value)[] attributes) => Spec(null, attributes);

    private static StoreSpec Spec(string? subfolding, params (string Attribute, string Value)[] attributes)
    {
        var fields = attributes.Select(given => $"\"{given.Attribute}\": \"{given.Value}\"").ToList();
        if (subfolding is not null)
        {
            fields.Add($"\"subfolding\": [{subfolding}]");
        }

        if (!attributes.Any(given => given is { Attribute: "protocol", Value: "s3" }))
        {
            fields.RemoveAll(field => field.StartsWith("\"endpoint\"", StringComparison.Ordinal));
        }

        var variables = new Dictionary<string, string> { ["DJ_STORES"] = $$"""{"main": { {{string.Join(", ", fields)}} } }""" };
        return DataJointConfig.Load(new ConfigurationOptions { StartDirectory = "/", HostEnvironment = new HostEnvironment(variables) }).Stores["main"];
    }
}
