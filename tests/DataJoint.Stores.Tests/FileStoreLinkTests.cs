using DataJoint.Stores.Files;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Tests;

public sealed class FileStoreLinkTests() : FileStoreLinks(kernelResolves: true)
{
    private const string Refused = nameof(StoreErrorCode.OutsideLocation);

    [Fact]
    public async Task A_folder_link_that_is_turned_outwards_in_the_middle_of_calls_never_leads_out()
    {
        Assert.SkipUnless(ResolvedByKernel, "Needs openat2: 64-bit Linux 5.6 or later.");
        Plant("outside/a", "outside");
        Plant("store/real/a", "inside");
        Link("store/folder", "real");
        using var done = new CancellationTokenSource();
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(10));

        // On a thread of its own: the pool may be a long time in giving one.
        Task swapper = Task.Factory.StartNew(() => SwapUntil(done.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var outcomes = new HashSet<string>();
        for (int i = 0; i < 1500 || (!(outcomes.Contains("inside") && outcomes.Contains(Refused)) && !timeout.IsCancellationRequested); i++)
        {
            outcomes.Add(await TryAsync(async () => await ReadAsync("folder/a")));
            outcomes.Add(await TryAsync(async () => (await NamesAsync("folder/")).Length > 0 ? "listed" : "nothing"));
            if (i % 25 == 0)
            {
                outcomes.Add(await TryAsync(async () =>
                {
                    await WriteAsync("folder/new");
                    return "wrote";
                }));
            }
        }

        await done.CancelAsync();
        await swapper;
        outcomes.ShouldNotContain("outside");
        outcomes.ShouldContain("inside");
        outcomes.ShouldContain(Refused);
        Directory.GetFileSystemEntries(Folder["outside"]).ShouldHaveSingleItem();
    }

    private static async Task<string> TryAsync(Func<Task<string>> call)
    {
        try
        {
            return await call();
        }
        catch (StoreException fault)
        {
            return fault.Code.ToString();
        }
    }

    private void SwapUntil(CancellationToken cancellationToken)
    {
        using SafeFileHandle location = LinuxCalls.Open(Location, LinuxCalls.PathOnly | LinuxCalls.Directory, out _).ShouldNotBeNull();
        for (int i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            Link("store/.datajoint-tmp-link", i % 2 == 0 ? "../outside" : "real");
            LinuxCalls.Rename(location, ".datajoint-tmp-link", location, "folder").ShouldBe(0);
        }
    }
}
