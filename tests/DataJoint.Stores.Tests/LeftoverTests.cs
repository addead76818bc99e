using DataJoint.Stores.Files;
using DataJoint.Stores.Transfers;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Tests;

/// <summary>Hidden files of writers that were killed go with a later write; whatever else has such a name stays.</summary>
public sealed class LeftoverTests : IDisposable
{
    private const string Leftover = ".datajoint-tmp-0123456789abcdef0123456789abcdef";
    private static readonly DateTime LongAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leftover-");

    public LeftoverTests() => Assert.SkipUnless(LinuxCalls.IsAvailable, "Needs openat2: 64-bit Linux 5.6 or later.");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("", "a")]
    [InlineData("rec/s", "rec/s/b")]
    public async Task An_old_one_goes_with_the_next_write_into_its_folder(string folder, string name)
    {
        string left = Plant(Path.Combine(folder, Leftover));
        string elsewhere = Plant("elsewhere/" + Leftover);

        await WriteAsync(Open(), name);

        File.Exists(left).ShouldBeFalse();
        File.Exists(elsewhere).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_killed_download_left_goes_with_the_next_into_its_folder()
    {
        string left = Plant("target/" + Leftover);
        string resumable = Plant("target/.datajoint-tmp-get-0123456789abcdef01234567");
        string young = Path.Combine(_folder.FullName, "target", Leftover[..^1] + "1");
        File.WriteAllText(young, "being written");
        await WriteAsync(Open(), "a");

        await Open().DownloadFileAsync("a", Path.Combine(_folder.FullName, "target", "a"), null, TestContext.Current.CancellationToken);

        File.Exists(left).ShouldBeFalse();
        File.Exists(resumable).ShouldBeTrue();
        File.Exists(young).ShouldBeTrue();
    }

    [Fact]
    public async Task Whatever_is_not_certainly_one_stays()
    {
        string[] strangers =
        [
            ".datajoint-tmp-x", Leftover + "0", Leftover[..^1], Leftover[..^1] + "F", ".DATAJOINT" + Leftover[10..],
        ];
        foreach (string stranger in strangers)
        {
            Plant(stranger);
        }

        string young = Path.Combine(_folder.FullName, Leftover[..^1] + "1");
        File.WriteAllText(young, "being written");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, Leftover[..^1] + "2"));
        string target = Plant("outside");
        SymbolicLink.Make(Path.Combine(_folder.FullName, Leftover[..^1] + "3"), target);
        string twoNames = Plant(Leftover[..^1] + "4");
        using (SafeFileHandle here = LinuxCalls.Open(_folder.FullName, LinuxCalls.PathOnly | LinuxCalls.Directory, out _).ShouldNotBeNull())
        {
            LinuxCalls.Link(here, Path.GetFileName(twoNames), here, "second name", 0).ShouldBe(0);
        }

        int before = Directory.GetFileSystemEntries(_folder.FullName).Length;
        await WriteAsync(Open(), "a");

        Directory.GetFileSystemEntries(_folder.FullName).Length.ShouldBe(before + 1);
    }

    [Fact]
    public async Task One_that_is_being_written_stays_however_old_it_is()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        await using var content = new DribblingStream("whole"u8.ToArray(), _ => Wait());
        Task<WriteReceipt> writing = Open().WriteAsync("slow", content, null, cancellation).AsTask();

        // Whoever reads has made the file and marked it as in use.
        await Task.WhenAny(began.Task, writing);
        string pending = Directory.GetFiles(_folder.FullName).ShouldHaveSingleItem();
        File.SetLastWriteTimeUtc(pending, LongAgo);
        await WriteAsync(Open(), "quick");
        File.Exists(pending).ShouldBeTrue();

        goOn.Set();
        await writing;
        File.ReadAllText(Path.Combine(_folder.FullName, "slow")).ShouldBe("whole");

        void Wait()
        {
            began.TrySetResult();
            goOn.Wait(cancellation);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_unfinished_file_of_a_download_into_the_folder_stays(bool resumes)
    {
        var info = new ObjectInfo("far/a", 4, LongAgo, "version");
        using var download = PartialFile.Open(
            Path.Combine(_folder.FullName, "got"), info, new DownloadOptions { Resume = resumes });
        string[] unfinished = Directory.GetFiles(_folder.FullName);
        foreach (string file in unfinished)
        {
            File.SetLastWriteTimeUtc(file, LongAgo);
        }

        await WriteAsync(Open(), "a");

        unfinished.ShouldNotBeEmpty();
        unfinished.ShouldAllBe(file => File.Exists(file));
    }

    private string Plant(string name)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "half");
        File.SetLastWriteTimeUtc(path, LongAgo);
        return path;
    }

    private FileObjectStore Open() => new("main", _folder.FullName);

    private static async Task WriteAsync(FileObjectStore store, string name) =>
        await store.WriteAsync(name, new MemoryStream("new"u8.ToArray()), null, TestContext.Current.CancellationToken);
}
