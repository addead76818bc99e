using System.Diagnostics;

namespace DataJoint.Stores.Tests;

/// <summary>What can be wrong with a location, and what else lies about in it.</summary>
public abstract class FileStoreFaults(bool kernelResolves) : FileStoreFixture(kernelResolves)
{
    [Fact]
    public async Task A_location_that_is_missing_is_an_empty_store_until_the_first_write()
    {
        FileObjectStore store = Open(Folder["not/there/yet"]);

        (await store.ListAsync("", Cancellation).CountAsync(Cancellation)).ShouldBe(0);
        (await store.StatAsync("a", Cancellation)).ShouldBeNull();
        await store.DeleteAsync("a", Cancellation);
        await ShouldFailAsync(StoreErrorCode.NotFound, async () => await store.OpenReadAsync("a", null, Cancellation));
        Folder.Everything().ShouldBeEmpty();

        await store.WriteAllBytesAsync("a/b", "x"u8.ToArray(), null, Cancellation);
        File.ReadAllText(Folder["not/there/yet/a/b"]).ShouldBe("x");
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    [InlineData("file/far/below")]
    public async Task A_location_that_is_a_file_is_said_to_be_one(string location)
    {
        Plant("file");
        FileObjectStore store = Open(Folder[location]);

        await ShouldFailAsync(StoreErrorCode.InvalidLocation, async () => await store.StatAsync("a", Cancellation));
        await ShouldFailAsync(StoreErrorCode.InvalidLocation, async () => await store.OpenReadAsync("a", null, Cancellation));
        await ShouldFailAsync(StoreErrorCode.InvalidLocation, () => store.DeleteAsync("a", Cancellation));
        await ShouldFailAsync(StoreErrorCode.InvalidLocation, async () => await store.ListAsync("", Cancellation).CountAsync(Cancellation));
        StoreException fault = await ShouldFailAsync(
            StoreErrorCode.InvalidLocation, async () => await store.WriteAllBytesAsync("a", default, null, Cancellation));

        fault.Diagnostic.Id.ShouldBe("DJ4106");
        fault.ObjectName.ShouldBeNull();
        File.ReadAllText(Folder["file"]).ShouldBe("planted");
    }

    [Fact]
    public async Task An_object_is_no_folder_and_a_folder_no_object()
    {
        await WriteAsync("a/b");

        await ShouldFailAsync(StoreErrorCode.NotAnObject, async () => await WriteAsync("a"));
        await ShouldFailAsync(StoreErrorCode.NotAnObject, async () => await WriteAsync("a/b/c"));
        await ShouldFailAsync(StoreErrorCode.NotAnObject, async () => await WriteAsync("a/b/c/d"));
        await ShouldFailAsync(StoreErrorCode.NotFound, async () => await ReadAsync("a/b/c"));
        (await Store.StatAsync("a/b/c", Cancellation)).ShouldBeNull();
        await Store.DeleteAsync("a/b/c", Cancellation);
        (await NamesAsync()).ShouldBe(["a/b"]);
    }

    [Fact]
    public async Task Files_whose_names_no_object_can_have_are_not_listed()
    {
        await WriteAsync("a");
        Plant("store/" + ObjectName.NewTemporaryName());
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names.");
        Plant("store/line\nend");
        Plant("store/sub/bell\a/x");

        (await NamesAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_write_leaves_only_the_object_and_its_folders()
    {
        await WriteAsync("a/b/c");
        await WriteAsync("a/b/c");

        Folder.Everything().ShouldBe(["store", "store/a", "store/a/b", "store/a/b/c"]);
    }

    [Fact]
    public async Task While_an_object_is_written_nobody_sees_it()
    {
        var seen = new List<string>();
        var content = new DribblingStream(new byte[3 << 20], _ => seen.AddRange(NamesAsync().GetAwaiter().GetResult()), 1 << 20);

        await Store.WriteAsync("a/b", content, null, Cancellation);

        seen.ShouldBeEmpty();
        (await NamesAsync()).ShouldBe(["a/b"]);
    }

    [Fact]
    public async Task A_store_that_disappears_in_the_middle_of_a_write_is_unavailable()
    {
        Assert.SkipWhen(Path.DirectorySeparatorChar == '\\', "Windows removes no folder with an open file in it.");
        await WriteAsync("a/b", "before");
        var content = new DribblingStream(new byte[3 << 20], RemoveAt, 1 << 20);

        StoreException fault = await ShouldFailAsync(StoreErrorCode.Unavailable, async () => await Store.WriteAsync("a/c", content, null, Cancellation));

        fault.IsTransient.ShouldBeTrue();
        fault.Diagnostic.Id.ShouldBe("DJ4108");
        Directory.Exists(Location).ShouldBeFalse();

        void RemoveAt(long position)
        {
            if (position == 2 << 20)
            {
                Directory.Delete(Location, recursive: true);
            }
        }
    }

    [Fact]
    public async Task A_store_that_disappears_in_the_middle_of_a_listing_ends_it()
    {
        for (int i = 0; i < 600; i++)
        {
            Plant($"store/{i % 5}/{i}");
        }

        int seen = 0;
        await foreach (ObjectInfo _ in Store.ListAsync("", Cancellation))
        {
            if (++seen == 10)
            {
                Directory.Delete(Location, recursive: true);
            }
        }

        seen.ShouldBeInRange(10, 600);
    }

    [Fact]
    public async Task A_folder_removed_under_a_writer_is_made_again()
    {
        await WriteAsync("a/b/first");
        using var done = new CancellationTokenSource();
        var remover = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                Store.RemoveFolderIfEmpty("a/b");
                Store.RemoveFolderIfEmpty("a");
                Thread.Sleep(1);
            }
        });

        await Store.DeleteAsync("a/b/first", Cancellation);
        for (int i = 0; i < 100; i++)
        {
            await WriteAsync("a/b/x");
            await Store.DeleteAsync("a/b/x", Cancellation);
        }

        await done.CancelAsync();
        await remover;
    }

    [Fact]
    public async Task A_read_only_place_refuses_writes_and_deletions()
    {
        await WriteAsync("a");
        using var frozen = FrozenFolder.TryFreeze(Location);
        Assert.SkipWhen(frozen is null, "This user cannot make a folder that it cannot write to (chattr +i as root, chmod otherwise).");

        StoreException fault = await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await WriteAsync("b"));
        await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await WriteAsync("sub/b"));
        await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await WriteAsync("a"));
        await ShouldFailAsync(StoreErrorCode.AccessDenied, () => Store.DeleteAsync("a", Cancellation));

        fault.Diagnostic.Id.ShouldBe("DJ4105");
        fault.IsTransient.ShouldBeFalse();
        (await ReadAsync("a")).ShouldBe("content");
        ProbeResult probe = await StoreProbe.RunAsync(Store, cancellationToken: Cancellation);
        probe.IsOk.ShouldBeFalse();
        probe.Steps.Select(step => step.Status).ShouldBe(
            [ProbeStatus.Passed, ProbeStatus.Failed, ProbeStatus.Skipped, ProbeStatus.Skipped, ProbeStatus.Skipped, ProbeStatus.Skipped]);
        probe.Steps[1].Hint.ShouldNotBeNull();
        probe.Steps[1].Error!.Code.ShouldBe(StoreErrorCode.AccessDenied);
        (await StoreProbe.RunAsync(Store, readOnly: true, Cancellation)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task Pipes_sockets_and_devices_are_no_objects()
    {
        Assert.SkipUnless(ResolvedByKernel, "Only the kernel's way tells them from files.");
        Directory.CreateDirectory(Location);
        using (var mkfifo = Process.Start("mkfifo", Path.Combine(Location, "pipe")))
        {
            await mkfifo.WaitForExitAsync(Cancellation);
            mkfifo.ExitCode.ShouldBe(0);
        }

        await ShouldFailAsync(StoreErrorCode.NotAnObject, async () => await Store.OpenReadAsync("pipe", null, Cancellation));
        await ShouldFailAsync(StoreErrorCode.NotAnObject, async () => await Store.StatAsync("pipe", Cancellation));
        await ShouldFailAsync(StoreErrorCode.NotAnObject, async () => await WriteAsync("pipe"));
        await ShouldFailAsync(StoreErrorCode.NotAnObject, () => Store.DeleteAsync("pipe", Cancellation));
        (await NamesAsync()).ShouldBeEmpty();
    }
}
