using Amazon.S3.Model;
using DataJoint.Servers;

namespace DataJoint.Stores.S3.Tests;

/// <summary>Keys that other tools wrote and that XML cannot carry as they are: a listing goes on past them. On a real server and on an imitation.</summary>
public sealed class OddKeyTests
{
    private static readonly string[] Odd =
    [
        "raw/a\u0001b", "raw/ret\rurn", "raw/no\ufffecharacter", "raw/no\uffffcharacter", "raw/folder\u0002/x",
    ];

    private static readonly string[] Good = ["raw/a b+c%20&<d>\"e'.bin", "raw/%2F+", "raw/ü 記録😀", "raw/fo lder+%41/x"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_listing_goes_on_past_keys_that_XML_cannot_carry(bool isCeph)
    {
        await using TestBucket bucket = await MakeAsync(isCeph);
        await PutAsync(bucket, [.. Odd, .. Good]);
        await using S3ObjectStore store = bucket.Settings().Open();

        var omitted = new List<StoreException>();
        List<string> found = await ((IOmissionListing)store).ListAsync("raw/", omitted.Add, Cancellation).Select(info => info.Name).ToListAsync(Cancellation);

        found.ShouldBe(Good, ignoreOrder: true);
        omitted.Select(fault => fault.ObjectName).ShouldBe(Odd, ignoreOrder: true);
        (await store.ReportAsync(Cancellation)).ShouldNotBeNull();
        (await store.StatAsync("raw", Cancellation)).ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Prefixes_and_folders_are_what_they_are_called(bool isCeph)
    {
        await using TestBucket bucket = await MakeAsync(isCeph);
        await PutAsync(bucket, [.. Odd, .. Good]);
        await using S3ObjectStore store = bucket.Settings().Open();

        (await store.ListAsync("raw/a b+c%2", Cancellation).Select(info => info.Name).ToListAsync(Cancellation)).ShouldBe([Good[0]]);
        (await store.ListFolderAsync("raw", Cancellation).Where(entry => entry.IsFolder).Select(entry => entry.Name).ToListAsync(Cancellation))
            .ShouldBe(["raw/fo lder+%41"]);
        (await store.ListFolderAsync("raw/fo lder+%41", Cancellation).Select(entry => entry.Name).ToListAsync(Cancellation)).ShouldBe(["raw/fo lder+%41/x"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_level_tells_what_it_leaves_out_and_shows_no_folder_for_an_empty_segment(bool isCeph)
    {
        await using TestBucket bucket = await MakeAsync(isCeph);
        await PutAsync(bucket, ["raw/a", "raw/sub/x", "raw//x", "raw/b\u0001", "raw/c\u0002/x"]);
        await MarkAsync(bucket, "raw/", "raw/marked/");
        await using S3ObjectStore store = bucket.Settings().Open();

        var omitted = new List<StoreException>();
        List<string> found = await ((IOmissionListing)store).ListFolderAsync("raw", omitted.Add, Cancellation).Select(entry => entry.ToString()).ToListAsync(Cancellation);

        found.Select(line => line.Split(' ')[0]).ShouldBe(["raw/a", "raw/marked/", "raw/sub/"], ignoreOrder: true);
        omitted.Select(fault => fault.ObjectName).ShouldBe(["raw//", "raw/b\u0001", "raw/c\u0002/"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Markers_of_folders_are_found_and_removed_alone(bool isCeph)
    {
        await using TestBucket bucket = await MakeAsync(isCeph);
        await PutAsync(bucket, ["raw/a", "raw/sub/x"]);
        await MarkAsync(bucket, "raw/", "raw/sub/", "raw/empty/", "rawer/");
        await using S3ObjectStore store = bucket.Settings().Open();

        string[] marked = [.. await store.ListMarkersAsync("raw/", Cancellation).ToListAsync(Cancellation)];
        marked.ShouldBe(["raw", "raw/empty", "raw/sub"], ignoreOrder: true);
        foreach (string folder in marked)
        {
            await store.DeleteMarkerAsync(folder, Cancellation);
        }

        (await bucket.KeysAsync()).ShouldBe(["lab/data/raw/a", "lab/data/raw/sub/x", "lab/data/rawer/"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task The_next_page_begins_where_the_former_ended(bool isCeph) => ShouldListAsync(isCeph, pageSize: 20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Suite", "Stress")]
    public Task So_it_does_with_as_many_as_a_page_can_hold(bool isCeph) => ShouldListAsync(isCeph, pageSize: 1000);

    private static async Task ShouldListAsync(bool isCeph, int pageSize)
    {
        await using TestBucket bucket = await MakeAsync(isCeph);
        string[] names = [.. Enumerable.Range(0, pageSize + 5).Select(number => FormattableString.Invariant($"raw/ü +%41&{number:0000}"))];
        await PutAsync(bucket, names);
        await using S3ObjectStore store = bucket.Settings().Open(pageSize);

        (await store.ListAsync("raw/", Cancellation).Select(info => info.Name).ToListAsync(Cancellation)).ShouldBe(names);
    }

    private static async Task<TestBucket> MakeAsync(bool isCeph) => isCeph
        ? await TestBucket.MakeAsync(await CephGateway.SharedAsync())
        : await TestBucket.MakeAsync(await MotoServer.SharedAsync());

    private static async Task MarkAsync(TestBucket bucket, params string[] folders)
    {
        foreach (string folder in folders)
        {
            await bucket.Client.PutObjectAsync(new PutObjectRequest { BucketName = bucket.Name, Key = "lab/data/" + folder, ContentBody = "" }, Cancellation);
        }
    }

    private static Task PutAsync(TestBucket bucket, IEnumerable<string> names) =>
        Parallel.ForEachAsync(names, Cancellation, async (name, token) => await bucket.Client.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket.Name, Key = "lab/data/" + name, ContentBody = "x" }, token));
}
