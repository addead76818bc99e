namespace DataJoint.Stores.Tests;

public sealed class StoreProbeTests() : FileStoreFixture(kernelResolves: true)
{
    [Fact]
    public async Task A_probe_leaves_no_folder_behind_not_even_the_location()
    {
        FileObjectStore store = Open(Folder["not/there/yet"]);

        ProbeResult probe = await StoreProbe.RunAsync(store, cancellationToken: Cancellation);

        probe.IsOk.ShouldBeTrue();
        probe.StoreName.ShouldBe("main");
        probe.Protocol.ShouldBe("file");
        probe.Duration.ShouldBeGreaterThan(TimeSpan.Zero);
        probe.Steps[0].Message.ShouldContain("does not exist yet");
        Folder.Everything().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_only_probe_writes_nothing_and_removes_nothing()
    {
        Directory.CreateDirectory(Folder["store/.datajoint-probe"]);

        ProbeResult probe = await StoreProbe.RunAsync(Store, readOnly: true, Cancellation);

        probe.IsOk.ShouldBeTrue();
        probe.Steps.Skip(1).ShouldAllBe(step => step.Status == ProbeStatus.Skipped && step.Message.Contains("only reads"));
        Folder.Everything().ShouldBe(["store", "store/.datajoint-probe"]);
    }

    [Fact]
    public async Task A_location_that_is_a_file_fails_the_first_step()
    {
        Plant("store");

        ProbeResult probe = await StoreProbe.RunAsync(Store, cancellationToken: Cancellation);

        probe.IsOk.ShouldBeFalse();
        probe.Steps[0].Status.ShouldBe(ProbeStatus.Failed);
        probe.Steps[0].Hint.ShouldNotBeNull().ShouldContain("`location`");
        probe.Steps.Skip(1).ShouldAllBe(step => step.Status == ProbeStatus.Skipped);
    }

    [Fact]
    public async Task A_link_in_place_of_the_probes_folder_is_not_followed()
    {
        Directory.CreateDirectory(Folder["outside"]);
        Link("store/.datajoint-probe", "../outside");

        ProbeResult probe = await StoreProbe.RunAsync(Store, cancellationToken: Cancellation);

        probe.Steps[1].Error.ShouldNotBeNull().Code.ShouldBe(StoreErrorCode.OutsideLocation);
        Folder.Everything().ShouldBe(["outside", "store", "store/.datajoint-probe"]);
    }

    [Fact]
    public async Task A_store_that_changes_what_it_keeps_is_found_out() =>
        await ShouldFailOnlyAtAsync("compare", new FlawedStore(Store) { OnRead = content => [.. content.Take(content.Length - 1), (byte)~content[^1]] }, "is not what was written");

    [Fact]
    public async Task A_store_that_loses_the_end_is_found_out() =>
        await ShouldFailOnlyAtAsync("compare", new FlawedStore(Store) { OnRead = content => [.. content.Take(100)] }, "100 bytes");

    [Fact]
    public async Task A_store_that_does_not_list_what_it_has_is_found_out() =>
        await ShouldFailOnlyAtAsync("list", new FlawedStore(Store) { HidesObjects = true }, "does not show");

    [Fact]
    public async Task A_store_that_only_pretends_to_delete_is_found_out()
    {
        ProbeResult probe = await StoreProbe.RunAsync(new FlawedStore(Store) { KeepsObjects = true }, cancellationToken: Cancellation);

        probe.Steps.Single(step => step.Status == ProbeStatus.Failed).Name.ShouldBe("delete");
    }

    [Fact]
    public async Task A_write_that_fails_after_all_is_still_cleaned_up()
    {
        await ShouldFailOnlyAtAsync("write", new FlawedStore(Store) { AfterWrite = () => new TimeoutException("x") }, "TimeoutException");
    }

    [Fact]
    public async Task What_a_foreign_store_throws_is_not_repeated()
    {
        var store = new FlawedStore(Store) { OnList = () => new InvalidOperationException("password=not-a-real-secret") };

        ProbeResult probe = await StoreProbe.RunAsync(store, cancellationToken: Cancellation);

        probe.Steps[0].Message.ShouldBe("The store failed with InvalidOperationException.");
        string.Concat(probe.Steps).ShouldNotContain("not-a-real-secret");
    }

    [Fact]
    public async Task A_cancelled_probe_throws_and_still_cleans_up()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await Should.ThrowAsync<OperationCanceledException>(
            () => StoreProbe.RunAsync(new FlawedStore(Store) { BeforeRead = cancel.Cancel }, false, cancel.Token));

        (await NamesAsync()).ShouldBeEmpty();
    }

    private async Task ShouldFailOnlyAtAsync(string step, IObjectStore store, string message)
    {
        ProbeResult probe = await StoreProbe.RunAsync(store, cancellationToken: Cancellation);

        ProbeStep failed = probe.Steps.Single(found => found.Status == ProbeStatus.Failed);
        failed.Name.ShouldBe(step);
        failed.Message.ShouldContain(message);
        probe.IsOk.ShouldBeFalse();
        (await NamesAsync()).ShouldBeEmpty();
    }
}
