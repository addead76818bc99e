using System.Security.Cryptography;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>Uploads that go on after the process that began them has ended, and what of them is kept on this machine.</summary>
public sealed class GcsResumeTests : IAsyncDisposable
{
    private const int Mebibyte = 1 << 20;

    private static readonly WriteOptions Resuming = new() { Resume = true };

    private readonly GcsStandInStore _environment = new();
    private readonly byte[] _content = RandomNumberGenerator.GetBytes((40 * Mebibyte) + 5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_environment.Home, ".local", "state", "datajoint", "uploads");

    private string[] Kept => Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [];

    public ValueTask DisposeAsync() => _environment.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_goes_on_where_it_stopped(bool overwrite)
    {
        var options = new WriteOptions { Resume = true, Overwrite = overwrite };
        var told = new List<long>();
        await BreakOffAsync(options);
        _environment.Server.LoseAnswers(1);

        WriteReceipt receipt = await _environment.Open().WriteAsync(
            "big", new MemoryStream(_content), new WriteOptions { Resume = true, Overwrite = overwrite, Progress = new Telling(told) }, Cancellation);

        _environment.Server.SessionsBegun.ShouldBe(1);
        told[0].ShouldBeGreaterThanOrEqualTo(16 * Mebibyte);
        told.ShouldBe(told.Order());
        receipt.Info.Size.ShouldBe(_content.Length);
        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task Content_that_has_changed_begins_anew()
    {
        await BreakOffAsync(Resuming);
        _content[5] ^= 1;

        await _environment.Open().WriteAsync("big", new MemoryStream(_content), Resuming, Cancellation);

        _environment.Server.SessionsBegun.ShouldBe(2);
        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task Content_of_another_length_begins_anew()
    {
        await BreakOffAsync(Resuming);

        await _environment.Open().WriteAsync("big", new MemoryStream(_content, 0, _content.Length - 1), Resuming, Cancellation);

        _environment.Server.SessionsBegun.ShouldBe(2);
        (await _environment.Open().StatAsync("big", Cancellation))!.Size.ShouldBe(_content.Length - 1);
    }

    [Fact]
    public async Task A_session_that_the_store_has_forgotten_begins_anew()
    {
        await BreakOffAsync(Resuming);
        _environment.Server.ForgetSessions();

        await _environment.Open().WriteAsync("big", new MemoryStream(_content), Resuming, Cancellation);

        _environment.Server.SessionsBegun.ShouldBe(2);
        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task Another_identity_does_not_take_a_session_over()
    {
        await BreakOffAsync(Resuming);

        string other = _environment.KeyDocument.Replace("pipeline@", "another@", StringComparison.Ordinal);
        await _environment.Open(("token", other)).WriteAsync("big", new MemoryStream(_content), Resuming, Cancellation);

        _environment.Server.SessionsBegun.ShouldBe(2);
    }

    [Fact]
    public async Task What_arrived_damaged_is_removed_and_not_taken_up_again()
    {
        await BreakOffAsync(Resuming);
        _environment.Server.Damages = true;
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await _environment.Open().WriteAsync("big", new MemoryStream(_content), Resuming, Cancellation));
        fault.Code.ShouldBe(StoreErrorCode.ChecksumMismatch);
        Kept.ShouldBeEmpty();
        _environment.Server.Damages = false;

        await _environment.Open().WriteAsync("big", new MemoryStream(_content), Resuming, Cancellation);

        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task What_is_kept_is_for_the_owner_alone_and_says_nothing_by_its_name()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no modes.");
        await BreakOffAsync(Resuming);

        string kept = Kept.ShouldHaveSingleItem();
        File.GetUnixFileMode(kept).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Path.GetFileName(kept).ShouldNotContain("big");
        (await File.ReadAllTextAsync(kept, Cancellation)).ShouldContain("CANARY");
    }

    [Fact]
    public async Task A_session_is_never_shown()
    {
        await BreakOffAsync(Resuming);
        _environment.Server.Denied.Add("create");
        _environment.Server.FailNext(6, 503);

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await _environment.Open().WriteAsync("big", new MemoryStream(_content), Resuming, Cancellation));

        fault.ToString().ShouldNotContain("CANARY");
        Kept.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_link_in_its_place_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        await BreakOffAsync(Resuming);
        string kept = Kept.ShouldHaveSingleItem();
        string elsewhere = Path.Combine(_environment.Home, "elsewhere");
        File.Move(kept, elsewhere);
        File.CreateSymbolicLink(kept, elsewhere);
        string before = await File.ReadAllTextAsync(elsewhere, Cancellation);

        await BreakOffAsync(Resuming);

        _environment.Server.SessionsBegun.ShouldBe(2);
        (await File.ReadAllTextAsync(elsewhere, Cancellation)).ShouldBe(before);
    }

    [Fact]
    public async Task A_folder_that_others_may_enter_is_not_used()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no modes.");
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(
            Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute);

        await BreakOffAsync(Resuming);

        Kept.ShouldBeEmpty();
        _environment.Server.SessionsLeft.ShouldBe(0);
    }

    [Fact]
    public async Task What_nobody_took_up_for_a_week_is_removed()
    {
        await BreakOffAsync(Resuming);
        string old = Kept.ShouldHaveSingleItem();
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-8));

        await _environment.Open().WriteAsync("other", new MemoryStream(_content), Resuming, Cancellation);

        File.Exists(old).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_resume_nothing_is_kept()
    {
        await BreakOffAsync(WriteOptions.Default);
        Kept.ShouldBeEmpty();
        _environment.Server.SessionsLeft.ShouldBe(0);
    }

    private async Task BreakOffAsync(WriteOptions options)
    {
        var broken = new BreakingContent(_content, 30 * Mebibyte);
        await Should.ThrowAsync<InvalidDataException>(async () => await _environment.Open().WriteAsync("big", broken, options, Cancellation));
        (await _environment.Open().ExistsAsync("big", Cancellation)).ShouldBeFalse();
    }

    private async Task ShouldBeWholeAsync()
    {
        (await _environment.Open().ReadAllBytesAsync("big", Cancellation)).AsSpan().SequenceEqual(_content).ShouldBeTrue();
        Kept.ShouldBeEmpty();
    }

    private sealed class Telling(List<long> told) : IProgress<long>
    {
        public void Report(long value) => told.Add(value);
    }
}
