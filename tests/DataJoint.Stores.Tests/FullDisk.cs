namespace DataJoint.Stores.Tests;

/// <summary>A full disk, really full.</summary>
public abstract class FullDisk(bool kernelResolves) : FileStoreFixture(kernelResolves)
{
    private const string Skipped = "A small file system is needed, and mounting one takes root on Linux.";

    [Fact]
    public async Task A_full_disk_leaves_the_old_object_and_no_rubbish()
    {
        using var disk = SmallDisk.TryMount(Location, mebibytes: 4);
        Assert.SkipWhen(disk is null, Skipped);
        await WriteAsync("a/b", "before");

        foreach (string name in new[] { "a/b", "a/new" })
        {
            StoreException fault = await ShouldFailAsync(
                StoreErrorCode.StoreFull, async () => await Store.WriteAllBytesAsync(name, new byte[8 << 20], null, Cancellation));
            fault.Diagnostic.Id.ShouldBe("DJ4107");
            fault.IsTransient.ShouldBeFalse();
            fault.ObjectName.ShouldBe(name);
        }

        (await ReadAsync("a/b")).ShouldBe("before");
        Folder.Everything().ShouldBe(["store", "store/a", "store/a/b"]);
        await Store.WriteAllBytesAsync("a/fits", new byte[2 << 20], null, Cancellation);
    }

    [Fact]
    public async Task A_probe_of_a_full_disk_says_so_and_how_to_mend_it()
    {
        using var disk = SmallDisk.TryMount(Location, mebibytes: 1);
        Assert.SkipWhen(disk is null, Skipped);
        await Store.WriteAllBytesAsync("filler", new byte[1 << 20], null, Cancellation);

        ProbeResult probe = await StoreProbe.RunAsync(Store, cancellationToken: Cancellation);

        ProbeStep failed = probe.Steps.Single(step => step.Status == ProbeStatus.Failed);
        failed.Name.ShouldBe("write");
        failed.Error.ShouldNotBeNull().Code.ShouldBe(StoreErrorCode.StoreFull);
        failed.Hint.ShouldNotBeNull().ShouldContain("space");
        Folder.Everything().ShouldBe(["store", "store/filler"]);
    }
}
