namespace DataJoint.Stores.Tests;

/// <summary>Files that somebody writes into while they are read.</summary>
public sealed class ChangingFileTests : IDisposable
{
    private const int Size = 6 << 20;

    private readonly TemporaryFolder _folder = new();
    private readonly FileObjectStore _store;

    public ChangingFileTests()
    {
        _store = new FileObjectStore("main", _folder["store"]);
        File.WriteAllBytes(_folder["recording"], new byte[Size]);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Changes => new("grown", "cut", "touched");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_file_that_changes_while_it_is_uploaded_is_not_stored(string change)
    {
        SkipWhereReadersKeepWritersOut();
        WriteOptions options = new() { Progress = new Once(() => Change(_folder["recording"], change)) };

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await _store.UploadFileAsync(_folder["recording"], "a", options, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.Changed);
        fault.Message.ShouldContain("changed while it was read");
        fault.Message.ShouldContain("nothing was stored");
        (await _store.StatAsync("a", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_store_that_reads_the_file_by_itself_is_looked_after_too()
    {
        SkipWhereReadersKeepWritersOut();
        WriteOptions options = new() { Progress = new Once(() => Change(_folder["recording"], "touched")) };
        await using var other = new FlawedStore(_store);

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await other.UploadFileAsync(_folder["recording"], "a", options, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.Changed);
        fault.Message.ShouldContain("is stored (6291456 bytes) and may be a mixture");
    }

    [Fact]
    public async Task A_file_that_stays_as_it_is_is_stored()
    {
        WriteReceipt receipt = await _store.UploadFileAsync(_folder["recording"], "a", null, Cancellation);

        receipt.Info.Size.ShouldBe(Size);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task An_object_whose_file_changes_while_it_is_read_does_not_end_as_if_it_were_whole(string change)
    {
        await _store.UploadFileAsync(_folder["recording"], "a", null, Cancellation);
        using Stream content = await _store.OpenReadAsync("a", null, Cancellation);
        await content.ReadExactlyAsync(new byte[1000], Cancellation);

        Change(_folder["store/a"], change);

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await content.CopyToAsync(Stream.Null, Cancellation));
        fault.Code.ShouldBe(StoreErrorCode.Changed);
    }

    private static void Change(string path, string change)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        switch (change)
        {
            case "grown":
                file.SetLength(Size + 1);
                break;
            case "cut":
                file.SetLength(Size / 2);
                break;
            default:
                file.WriteByte(1);
                file.Flush();
                File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UtcNow.AddSeconds(5)); // clocks of file systems have steps
                break;
        }
    }

    private static void SkipWhereReadersKeepWritersOut() => Assert.SkipWhen(
        Path.DirectorySeparatorChar == '\\' || typeof(object).Assembly.GetName().Name == "mscorlib",
        "On Windows, and on Mono, nobody can write into a file that is open for reading.");

    private sealed class Once(Action act) : IProgress<long>
    {
        private int _count;

        public void Report(long value)
        {
            if (Interlocked.Increment(ref _count) == 1)
            {
                act();
            }
        }
    }
}
