using System.Security.Cryptography;

namespace DataJoint.Stores.Tests;

/// <summary>What every store must do: names, listings, deletions, copies. Each store's tests derive from this and run it whole.</summary>
public abstract class ObjectStoreConformance : IAsyncLifetime
{
    protected IObjectStore Store { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await OpenEmptyStoreAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await RemoveStoreAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_store_lists_nothing() => (await NamesAsync()).ShouldBeEmpty();

    [Fact]
    public async Task Nothing_is_found_under_a_name_that_was_never_written()
    {
        (await Store.StatAsync("a/b", Cancellation)).ShouldBeNull();
        (await Store.ExistsAsync("a/b", Cancellation)).ShouldBeFalse();
        await Store.DeleteAsync("a/b", Cancellation);
    }

    [Fact]
    public async Task Reading_what_is_not_there_says_so()
    {
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await Store.OpenReadAsync("a/b", null, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.NotFound);
        fault.Diagnostic.Id.ShouldBe("DJ4102");
        fault.StoreName.ShouldBe(Store.Name);
        fault.ObjectName.ShouldBe("a/b");
        fault.IsTransient.ShouldBeFalse();
        fault.Message.ShouldContain("'a/b'");
    }

    [Fact]
    public async Task An_object_has_a_size_a_time_and_a_listing()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;
        WriteReceipt receipt = await WriteAsync("a/b.bin", "hello");

        ObjectInfo info = (await Store.StatAsync("a/b.bin", Cancellation)).ShouldNotBeNull();
        info.Name.ShouldBe("a/b.bin");
        info.Size.ShouldBe(5);
        info.Modified.Offset.ShouldBe(TimeSpan.Zero);
        info.Modified.ShouldBeInRange(before.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        info.ETag.ShouldBe(receipt.Info.ETag);
        ObjectInfo listed = await Store.ListAsync("", Cancellation).SingleAsync(Cancellation);
        (listed.Name, listed.Size, listed.Modified, listed.ETag).ShouldBe((info.Name, info.Size, info.Modified, info.ETag));
    }

    [Fact]
    public async Task Another_version_has_another_etag()
    {
        WriteReceipt first = await WriteAsync("a", "one");
        WriteReceipt second = await WriteAsync("a", "two");

        if (first.Info.ETag is not null)
        {
            second.Info.ETag.ShouldNotBe(first.Info.ETag);
        }
    }

    [Fact]
    public async Task A_listing_goes_into_folders_and_takes_any_beginning_of_a_name()
    {
        string[] names = ["aa", "a.txt", "ab/c", "a/b/c/d", "a/b/e", "b/a", "..x", ".hidden/y"];
        foreach (string name in names)
        {
            await WriteAsync(name, name);
        }

        (await NamesAsync()).ShouldBe(names, ignoreOrder: true);
        (await NamesAsync("a/")).ShouldBe(["a/b/c/d", "a/b/e"], ignoreOrder: true);
        (await NamesAsync("a/b/")).ShouldBe(["a/b/c/d", "a/b/e"], ignoreOrder: true);
        (await NamesAsync("a/b/e")).ShouldBe(["a/b/e"]);
        (await NamesAsync("ab")).ShouldBe(["ab/c"]);
        (await NamesAsync(".")).ShouldBe(["..x", ".hidden/y"], ignoreOrder: true);
        (await NamesAsync("..")).ShouldBe(["..x"]);
        (await NamesAsync("zz")).ShouldBeEmpty();
        (await NamesAsync("zz/y/")).ShouldBeEmpty();
        (await NamesAsync("a.txt/")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_listing_of_more_than_a_page_is_whole()
    {
        string[] names = Enumerable.Range(0, 90).Select(i => $"{i % 3}/{i:0000}").ToArray();
        await Parallel.ForEachAsync(names, Cancellation, async (name, _) => await WriteAsync(name, "x"));

        (await NamesAsync()).Order(StringComparer.Ordinal).ShouldBe(names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_listing_stops_when_it_is_cancelled()
    {
        await WriteAsync("a", "1");
        await WriteAsync("b", "2");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (ObjectInfo _ in Store.ListAsync("", cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task A_folder_is_no_object()
    {
        await WriteAsync("a/b", "x");

        (await Store.StatAsync("a", Cancellation)).ShouldBeNull();
        await ShouldFailAsync(StoreErrorCode.NotFound, () => Store.ReadAllBytesAsync("a", Cancellation).AsTask());
        await Store.DeleteAsync("a", Cancellation);
        (await NamesAsync()).ShouldBe(["a/b"]);
    }

    [Fact]
    public async Task A_deleted_object_is_gone_and_the_others_stay()
    {
        await WriteAsync("a/b", "1");
        await WriteAsync("a/c", "2");

        await Store.DeleteAsync("a/b", Cancellation);
        await Store.DeleteAsync("a/b", Cancellation);

        (await NamesAsync()).ShouldBe(["a/c"]);
    }

    [Fact]
    public async Task A_copy_is_an_object_of_its_own()
    {
        SkipWithout(ServerFeature.Copies);
        await WriteAsync("a", "hello");

        ObjectInfo copy = await Store.CopyAsync("a", "b/c", null, Cancellation);
        await WriteAsync("a", "changed");

        (copy.Name, copy.Size).ShouldBe(("b/c", 5));
        (await ReadAsync("b/c")).ShouldBe("hello");
    }

    [Fact]
    public async Task A_copy_onto_itself_changes_nothing()
    {
        await WriteAsync("a", "hello");

        await Store.CopyAsync("a", "a", null, Cancellation);

        (await ReadAsync("a")).ShouldBe("hello");
    }

    [Fact]
    public async Task A_copy_replaces_nothing_unless_allowed()
    {
        await WriteAsync("a", "hello");
        await WriteAsync("b", "there");

        await ShouldFailAsync(
            StoreErrorCode.AlreadyExists, () => Store.CopyAsync("a", "b", new WriteOptions { Overwrite = false }, Cancellation).AsTask());
        await ShouldFailAsync(StoreErrorCode.NotFound, () => Store.CopyAsync("absent", "b", null, Cancellation).AsTask());

        (await ReadAsync("b")).ShouldBe("there");
    }

    [Theory]
    [MemberData(nameof(BadNames.All), MemberType = typeof(BadNames))]
    public async Task A_bad_name_is_refused_by_every_call(string name)
    {
        await WriteAsync("good", "x");

        await ShouldFailAsync(StoreErrorCode.InvalidName, () => Store.StatAsync(name, Cancellation).AsTask());
        await ShouldFailAsync(StoreErrorCode.InvalidName, () => Store.OpenReadAsync(name, null, Cancellation).AsTask());
        await ShouldFailAsync(StoreErrorCode.InvalidName, () => Store.WriteAllBytesAsync(name, "x"u8.ToArray(), null, Cancellation).AsTask());
        await ShouldFailAsync(StoreErrorCode.InvalidName, () => Store.DeleteAsync(name, Cancellation).AsTask());
        await ShouldFailAsync(StoreErrorCode.InvalidName, () => Store.CopyAsync("good", name, null, Cancellation).AsTask());
        await ShouldFailAsync(StoreErrorCode.InvalidName, () => Store.CopyAsync(name, "good", null, Cancellation).AsTask());
        (await NamesAsync()).ShouldBe(["good"]);
    }

    [Theory]
    [MemberData(nameof(BadNames.Prefixes), MemberType = typeof(BadNames))]
    public async Task A_prefix_of_no_good_name_is_refused(string prefix) =>
        await ShouldFailAsync(StoreErrorCode.InvalidName, () => NamesAsync(prefix));

    [Theory]
    [MemberData(nameof(BadNames.Good), MemberType = typeof(BadNames))]
    public async Task A_good_name_is_kept_as_it_is(string name)
    {
        Assert.SkipWhen(System.Text.Encoding.UTF8.GetByteCount(name) > LongestName, "Together with the location it is too long for this store.");
        Assert.SkipWhen(Refuses(name), "This store can have no such name.");

        await WriteAsync(name, "x");

        (await NamesAsync()).ShouldBe([name]);
        (await ReadAsync(name)).ShouldBe("x");
        await Store.DeleteAsync(name, Cancellation);
        (await NamesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("é", "e\u0301")]
    [InlineData("dir-é/x", "dir-e\u0301/x")]
    [InlineData("readme", "README")]
    public async Task Twins_are_two_objects_or_the_second_is_refused(string first, string second)
    {
        await WriteAsync(first, "first");
        try
        {
            await WriteAsync(second, "second");
            (await ReadAsync(second)).ShouldBe("second");
        }
        catch (StoreException fault) when (fault.Code == StoreErrorCode.CaseCollision)
        {
        }

        (await ReadAsync(first)).ShouldBe("first");
    }

    [Fact]
    public async Task A_probe_passes_and_leaves_nothing()
    {
        ProbeResult result = await StoreProbe.RunAsync(Store, cancellationToken: Cancellation);

        result.IsOk.ShouldBeTrue(string.Join("; ", result.Steps));
        result.Steps.Select(step => step.Name).ShouldBe(["reach", "write", "read", "compare", "list", "delete"]);
        result.Steps.ShouldAllBe(step => step.Status == ProbeStatus.Passed && step.Message.Length > 0);
        (await NamesAsync()).ShouldBeEmpty();
    }

    /// <summary>Opens a store without objects, for this test alone.</summary>
    protected abstract ValueTask<IObjectStore> OpenEmptyStoreAsync();

    /// <summary>Whether the store refuses a name that others take, and says so.</summary>
    protected virtual bool Refuses(string name) => OperatingSystem.IsWindows() && ObjectName.FindFault(name) is not null;

    /// <summary>Removes what the store keeps.</summary>
    protected abstract ValueTask RemoveStoreAsync();

    /// <summary>How long a name may be, in bytes; less than usual where the location counts too.</summary>
    protected virtual int LongestName => ObjectName.MaxBytes;

    /// <summary>Why the server that these tests run on lacks something that the store needs of it; null: it does not.</summary>
    protected virtual string? Lacks(ServerFeature feature) => null;

    protected void SkipWithout(ServerFeature feature) => Assert.SkipWhen(Lacks(feature) is not null, Lacks(feature) ?? "");

    protected static async Task<StoreException> ShouldFailAsync(StoreErrorCode code, Func<Task> call)
    {
        StoreException fault = await Should.ThrowAsync<StoreException>(call);
        fault.Code.ShouldBe(code, fault.Message);
        return fault;
    }

    protected static byte[] RandomContent(int size) => RandomNumberGenerator.GetBytes(size);

    protected async Task<WriteReceipt> WriteAsync(string name, string text) =>
        await Store.WriteAllBytesAsync(name, System.Text.Encoding.UTF8.GetBytes(text), null, Cancellation);

    protected async Task<string> ReadAsync(string name) =>
        System.Text.Encoding.UTF8.GetString(await Store.ReadAllBytesAsync(name, Cancellation));

    protected async Task<string[]> NamesAsync(string prefix = "") =>
        await Store.ListAsync(prefix, Cancellation).Select(found => found.Name).ToArrayAsync(Cancellation);
}
