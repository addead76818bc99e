using System.Security.Cryptography;
using DataJoint.Stores.Files;

namespace DataJoint.Stores.Tests;

/// <summary>What others may have put where a download keeps its unfinished file.</summary>
public sealed class PartialDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileObjectStore _store;

    public PartialDownloadTests()
    {
        Directory.CreateDirectory(_folder["store"]);
        Directory.CreateDirectory(_folder["target"]);
        _store = new FileObjectStore("main", _folder["store"]);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Unfinished =>
        _folder["target/" + ObjectName.TemporaryPrefix + "get-" + Convert.ToHexStringLower(SHA256.HashData("a"u8.ToArray()).AsSpan(0, 12))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".journal")]
    public async Task A_link_in_its_place_is_refused_and_not_followed(string suffix)
    {
        SkipWithoutResuming();
        File.WriteAllText(_folder["precious"], "mine");
        SymbolicLink.Make(Unfinished + suffix, _folder["precious"]);

        await ShouldBeRefusedAsync();

        File.ReadAllText(_folder["precious"]).ShouldBe("mine");
    }

    [Fact]
    public async Task A_link_to_nothing_in_its_place_creates_nothing()
    {
        SkipWithoutResuming();
        SymbolicLink.Make(Unfinished, _folder["new"]);

        await ShouldBeRefusedAsync();

        File.Exists(_folder["new"]).ShouldBeFalse();
    }

    [Fact]
    public async Task What_an_earlier_attempt_left_is_taken_up()
    {
        SkipWithoutResuming();
        File.WriteAllText(Unfinished, "something longer than the object");

        await DownloadAsync();

        File.ReadAllText(_folder["target/a"]).ShouldBe("content");
        Directory.GetFiles(_folder["target"]).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Of_many_downloads_that_replace_nothing_exactly_one_succeeds()
    {
        const int writers = 8;
        await _store.WriteAllBytesAsync("a", "content"u8.ToArray(), null, Cancellation);
        for (int round = 0; round < 10; round++)
        {
            string path = _folder[$"target/{round}"];
            int arrived = 0;
            var all = new TaskCompletionSource();

            // When all have found the name free.
            var store = new FlawedStore(_store)
            {
                BeforeRead = () =>
                {
                    if (Interlocked.Increment(ref arrived) == writers)
                    {
                        all.SetResult();
                    }

                    all.Task.Wait(Cancellation);
                },
            };
            StoreErrorCode?[] codes = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => TryDownloadAsync(store, path), Cancellation)));

            codes.Count(code => code is null).ShouldBe(1);
            codes.Count(code => code == StoreErrorCode.AlreadyExists).ShouldBe(writers - 1);
            File.ReadAllText(path).ShouldBe("content");
        }

        Directory.GetFiles(_folder["target"]).Length.ShouldBe(10);
    }

    private static async Task<StoreErrorCode?> TryDownloadAsync(IObjectStore store, string path)
    {
        try
        {
            await store.DownloadFileAsync("a", path, new DownloadOptions { Overwrite = false }, Cancellation);
            return null;
        }
        catch (StoreException fault)
        {
            return fault.Code;
        }
    }

    private async Task DownloadAsync()
    {
        await _store.WriteAllBytesAsync("a", "content"u8.ToArray(), null, Cancellation);
        await _store.DownloadFileAsync("a", _folder["target/a"], new DownloadOptions { Resume = true }, Cancellation);
    }

    private static void SkipWithoutResuming() => Assert.SkipUnless(LinuxKernel.IsAvailable, "Without marks of versions no download is resumed.");

    private async Task ShouldBeRefusedAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        (await Should.ThrowAsync<IOException>(DownloadAsync)).Message.ShouldContain("is a link or belongs to somebody else");
        File.Exists(_folder["target/a"]).ShouldBeFalse();
    }
}
