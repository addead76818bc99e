namespace DataJoint.Stores.Tests;

/// <summary>What every store must do on top of the six calls: levels, versions, progress, downloads, bulk copies. A store's tests derive from this.</summary>
public abstract class ObjectLevelConformance : ObjectTransferConformance
{
    private const int PartSize = 64 << 10;

    [Fact]
    public async Task A_level_shows_objects_and_folders_once_each()
    {
        foreach (string name in (string[])["top", "raw/a", "raw/b", "raw/2024/x", "raw/2024/y/z", "rawish/c", "raw.txt"])
        {
            await WriteAsync(name, name);
        }

        (await LevelAsync("")).ShouldBe(["raw.txt", "raw/", "rawish/", "top"]);
        (await LevelAsync("raw")).ShouldBe(["raw/2024/", "raw/a", "raw/b"]);
        (await LevelAsync("raw/2024")).ShouldBe(["raw/2024/x", "raw/2024/y/"]);
        (await LevelAsync("absent")).ShouldBeEmpty();
        (await LevelAsync("top")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_level_of_more_than_a_page_is_whole()
    {
        string[] names = [.. Enumerable.Range(0, 90).Select(i => i % 2 == 0 ? $"d/{i:0000}" : $"d/{i:0000}/x")];
        await Parallel.ForEachAsync(names, Cancellation, async (name, _) => await WriteAsync(name, "x"));

        (await LevelAsync("d")).ShouldBe(names.Select(name => name.EndsWith("/x", StringComparison.Ordinal) ? name[..^1] : name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData("a\nb")]
    public async Task A_level_of_no_good_name_is_refused(string folder) =>
        await ShouldFailAsync(StoreErrorCode.InvalidName, () => LevelAsync(folder));

    [Fact]
    public async Task Another_version_than_the_one_asked_for_is_refused()
    {
        SkipWithout(ServerFeature.Ranges);
        ObjectInfo first = (await WriteAsync("a", "first")).Info;
        Assert.SkipWhen(first.ETag is null, "This store has no marks of versions.");

        using (Stream content = await Store.OpenReadAsync("a", new ReadOptions { ETag = first.ETag, Range = new ByteRange(1, 2) }, Cancellation))
        {
            using var reader = new StreamReader(content);
            (await reader.ReadToEndAsync(Cancellation)).ShouldBe("ir");
        }

        await WriteAsync("a", "second");
        await ShouldFailAsync(
            StoreErrorCode.Changed, async () => await Store.OpenReadAsync("a", new ReadOptions { ETag = first.ETag }, Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(3 << 20)]
    public async Task A_write_tells_how_far_it_is(int size)
    {
        var told = new Told();

        await Store.WriteAllBytesAsync("a", RandomContent(size), new WriteOptions { Progress = told }, Cancellation);

        told.Values.LastOrDefault().ShouldBe(size);
        told.Values.ShouldBe(told.Values.Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PartSize)]
    [InlineData((7 * PartSize) + 1)]
    public async Task A_download_is_the_object_and_tells_how_far_it_is(int size)
    {
        if (size > PartSize)
        {
            SkipWithout(ServerFeature.Ranges);
        }

        using var folder = new TemporaryFolder();
        byte[] content = RandomContent(size);
        await Store.WriteAllBytesAsync("a", content, null, Cancellation);
        var told = new Told();

        ObjectInfo info = await Store.DownloadFileAsync("a", folder["x/y"], new DownloadOptions { PartSize = PartSize, Progress = told }, Cancellation);

        info.Size.ShouldBe(size);
        File.ReadAllBytes(folder["x/y"]).AsSpan().SequenceEqual(content).ShouldBeTrue();
        told.Values.Last().ShouldBe(size);
        Directory.GetFiles(folder["x"]).ShouldBe([folder["x/y"]]);
    }

    [Fact]
    public async Task A_download_replaces_nothing_unless_allowed()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync("a", "new");
        File.WriteAllText(folder["x"], "old");

        await ShouldFailAsync(
            StoreErrorCode.AlreadyExists,
            async () => await Store.DownloadFileAsync("a", folder["x"], new DownloadOptions { Overwrite = false }, Cancellation));
        await ShouldFailAsync(StoreErrorCode.NotFound, async () => await Store.DownloadFileAsync("absent", folder["y"], null, Cancellation));

        File.ReadAllText(folder["x"]).ShouldBe("old");
        File.Exists(folder["y"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Many_objects_go_into_another_store_and_come_back()
    {
        using var folder = new TemporaryFolder();
        await using var local = new FileObjectStore("local", folder["here"]);
        string[] names = [.. Enumerable.Range(0, 60).Select(i => $"s{i % 4}/{i}.bin")];
        foreach (string name in names)
        {
            await local.WriteAllBytesAsync(name, RandomContent(name.Length * 1000), null, Cancellation);
        }

        await new StoreCopy(local, Store).CopyAllAsync(local.ListAsync("", Cancellation), info => "copy/" + info.Name, null, Cancellation);
        await using var back = new FileObjectStore("back", folder["back"]);
        BulkProgress copied = await new StoreCopy(Store, back).CopyAllAsync(Store.ListAsync("copy/", Cancellation), info => info.Name[5..], null, Cancellation);

        copied.Objects.ShouldBe(60);
        foreach (string name in names)
        {
            File.ReadAllBytes(folder["back/" + name]).AsSpan().SequenceEqual(File.ReadAllBytes(folder["here/" + name])).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task The_checksum_of_an_object_is_that_of_its_bytes()
    {
        byte[] content = RandomContent(100_000);
        WriteReceipt receipt = await Store.WriteAllBytesAsync("a", content, null, Cancellation);

        (await Store.ComputeChecksumAsync("a", ChecksumKind.Crc32C, Cancellation)).ShouldBe(receipt.Checksum);
    }

    protected async Task<string[]> LevelAsync(string folder) =>
        [.. (await Store.ListFolderAsync(folder, Cancellation).ToListAsync(Cancellation))
            .Select(entry => entry.IsFolder ? entry.Name + "/" : entry.Name).Order(StringComparer.Ordinal)];

    private sealed class Told : IProgress<long>
    {
        private readonly Lock _gate = new();

        public List<long> Values { get; } = [];

        public void Report(long value)
        {
            lock (_gate)
            {
                Values.Add(value);
            }
        }
    }
}
