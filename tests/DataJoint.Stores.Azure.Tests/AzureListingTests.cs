using System.Xml;
using System.Xml.Linq;
using DataJoint.Stores.Azure.Endpoints;
using DataJoint.Stores.Azure.Faults;

namespace DataJoint.Stores.Azure.Tests;

/// <summary>What others put into a container under names that no object can have.</summary>
public sealed class AzureListingTests : IAsyncLifetime
{
    private AzureContainer _container = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _container = await AzureContainer.CreateAsync();

    public async ValueTask DisposeAsync() => await _container.Direct.DeleteAsync(null, Cancellation);

    [Fact]
    public async Task A_listing_tells_what_it_leaves_out()
    {
        foreach (string name in (string[])["raw/a//b", "raw/line\nend", "raw/good", "raw/.datajoint-tmp-1", "elsewhere//x"])
        {
            await _container.Direct.UploadBlobAsync("project/data/" + name, new BinaryData("x"u8.ToArray()), Cancellation);
        }

        await using AzureObjectStore store = _container.Open();

        var omitted = new List<StoreException>();
        List<string> found = await ((IOmissionListing)store).ListAsync("raw/", omitted.Add, Cancellation).Select(info => info.Name).ToListAsync(Cancellation);

        found.ShouldBe(["raw/good"]);
        omitted.Select(fault => fault.ObjectName).ShouldBe(["raw/.datajoint-tmp-1", "raw/a//b", "raw/line\nend"], ignoreOrder: true);
        omitted.ShouldAllBe(fault => fault.Code == StoreErrorCode.InvalidName && fault.Message.Contains("the name is refused"));
        (await store.ListAsync("raw/", Cancellation).CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_XML_cannot_carry_is_what_is_told_and_not_a_wrong_endpoint()
    {
        await _container.Direct.UploadBlobAsync("project/data/raw/a\u0001b", new BinaryData("x"u8.ToArray()), Cancellation);
        await using AzureObjectStore store = _container.Open();

        foreach (Func<Task> call in (Func<Task>[])[
            async () => await store.ListAsync("raw/", Cancellation).CountAsync(Cancellation),
            async () => await store.ListFolderAsync("raw", Cancellation).CountAsync(Cancellation)])
        {
            StoreException fault = await Should.ThrowAsync<StoreException>(call);
            fault.Reason.ShouldContain("a character in its name that no listing in XML can carry");
            fault.Hint.ShouldNotBeNull().ShouldContain("rename or delete that blob");
        }
    }

    [Fact]
    public void The_character_that_XML_cannot_carry_is_named_where_it_is_seen()
    {
        using var wire = new HttpWire();
        var faults = new AzureFaults(new StoreSource(AzureContainer.SpecOf(new() { ["protocol"] = "azure", ["container"] = "lab", ["account_name"] = "djfake", ["location"] = "x" })), new Uri("https://djfake.blob.core.windows.net/lab"), wire);
        XmlException unreadable = Should.Throw<XmlException>(() => XDocument.Parse("<Name>a\u0001b</Name>"));

        StoreException fault = faults.Explain(unreadable, "List Blobs", null)!;

        fault.Code.ShouldBe(StoreErrorCode.InvalidName);
        fault.Reason.ShouldContain("U+0001");
        faults.Explain(unreadable, "Get Blob", "a")!.Code.ShouldBe(StoreErrorCode.UnexpectedAnswer);
    }

    [Theory]
    [InlineData("project/data/a//b", true)]
    [InlineData("project/data//b", true)]
    [InlineData("project/data/../b", true)]
    [InlineData("project/data/a\nb", true)]
    [InlineData("project/data/a\\b", true)]
    [InlineData("project/data/a/", false)]
    [InlineData("project/data/", false)]
    [InlineData("project/data/a", false)]
    public void Names_that_no_object_can_have_are_told_but_for_marks_of_folders(string path, bool isOmitted)
    {
        var names = new BlobNames(AzureContainer.SpecOf(_container.Settings()));

        (names.FindOmission(path, 0)?.Code == StoreErrorCode.InvalidName).ShouldBe(isOmitted);
        names.FindOmission("project/data/a/", 1).ShouldNotBeNull();
    }
}
