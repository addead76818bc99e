using System.Security.Cryptography;

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
        _folder["target/" + ObjectName.TemporaryPrefix + "get-" + Convert.ToHexStringLower(SHA256.HashData("a"u8).AsSpan(0, 12))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".journal")]
    public async Task A_link_in_its_place_is_refused_and_not_followed(string suffix)
    {
        File.WriteAllText(_folder["precious"], "mine");
        File.CreateSymbolicLink(Unfinished + suffix, _folder["precious"]);

        await ShouldBeRefusedAsync();

        File.ReadAllText(_folder["precious"]).ShouldBe("mine");
    }

    [Fact]
    public async Task A_link_to_nothing_in_its_place_creates_nothing()
    {
        File.CreateSymbolicLink(Unfinished, _folder["new"]);

        await ShouldBeRefusedAsync();

        File.Exists(_folder["new"]).ShouldBeFalse();
    }

    [Fact]
    public async Task What_an_earlier_attempt_left_is_taken_up()
    {
        File.WriteAllText(Unfinished, "something longer than the object");

        await DownloadAsync();

        File.ReadAllText(_folder["target/a"]).ShouldBe("content");
        Directory.GetFiles(_folder["target"]).ShouldHaveSingleItem();
    }

    private async Task DownloadAsync()
    {
        await _store.WriteAllBytesAsync("a", "content"u8.ToArray(), null, Cancellation);
        await _store.DownloadFileAsync("a", _folder["target/a"], new DownloadOptions { Resume = true }, Cancellation);
    }

    private async Task ShouldBeRefusedAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        (await Should.ThrowAsync<IOException>(DownloadAsync)).Message.ShouldContain("is a link or belongs to somebody else");
        File.Exists(_folder["target/a"]).ShouldBeFalse();
    }
}
