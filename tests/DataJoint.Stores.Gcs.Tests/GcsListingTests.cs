using DataJoint.Stores.Gcs.Endpoints;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>What others put into a bucket under names that no object can have.</summary>
public sealed class GcsListingTests : IAsyncDisposable
{
    private readonly GcsStandInStore _environment = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _environment.DisposeAsync();

    [Fact]
    public async Task A_listing_tells_what_it_leaves_out()
    {
        foreach (string name in (string[])["raw/a//b", "raw/../b", "raw/line\nend", "raw/good", "raw/folder/", "raw/.datajoint-tmp-1", "elsewhere//x"])
        {
            _environment.Server.Bucket.Put("project/data/" + name, name.EndsWith('/') ? [] : [1], null, null);
        }

        var omitted = new List<StoreException>();
        List<string> found = await ((IOmissionListing)_environment.Open()).ListAsync("raw/", omitted.Add, Cancellation).Select(info => info.Name).ToListAsync(Cancellation);

        found.ShouldBe(["raw/good"]);
        omitted.Select(fault => fault.ObjectName).ShouldBe(["raw/../b", "raw/.datajoint-tmp-1", "raw/a//b", "raw/line\nend"], ignoreOrder: true);
        omitted.ShouldAllBe(fault => fault.Code == StoreErrorCode.InvalidName && fault.Message.Contains("the name is refused"));
        (await _environment.Open().ListAsync("raw/", Cancellation).CountAsync(Cancellation)).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{ "items": [{ "name": "project/data/other/a", "size": "1", "generation": "1" }] }""", "does not begin with the requested prefix")]
    [InlineData("""{ "prefixes": ["project/data/other/"] }""", "does not begin with the requested prefix")]
    [InlineData("""{ "nextPageToken": "again" }""", "repeats a page token")]
    public async Task What_a_rogue_server_lists_is_an_error(string listing, string reason)
    {
        _environment.Server.RogueListing = listing;
        GcsObjectStore store = _environment.Open();

        foreach (Func<Task> call in (Func<Task>[])[
            async () => await store.ListAsync("sy/", Cancellation).CountAsync(Cancellation),
            async () => await store.ListFolderAsync("sy", Cancellation).CountAsync(Cancellation)])
        {
            StoreException fault = await Should.ThrowAsync<StoreException>(call);
            fault.Code.ShouldBe(StoreErrorCode.UnexpectedAnswer);
            fault.Reason.ShouldContain(reason);
        }
    }

    [Theory]
    [InlineData("project/data/a//b", true)]
    [InlineData("project/data//b", true)]
    [InlineData("project/data/../b", true)]
    [InlineData("project/data/a\nb", true)]
    [InlineData("project/data/a/", false)]
    [InlineData("project/data/", false)]
    [InlineData("project/data/a", false)]
    public void Names_that_no_object_can_have_are_told_but_for_marks_of_folders(string path, bool isOmitted)
    {
        var names = new GcsNames(_environment.Spec());

        (names.FindOmission(path, 0)?.Code == StoreErrorCode.InvalidName).ShouldBe(isOmitted);
        names.FindOmission("project/data/a/", 1).ShouldNotBeNull();
    }
}
