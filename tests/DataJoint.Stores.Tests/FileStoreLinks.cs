namespace DataJoint.Stores.Tests;

/// <summary>Nothing leads out of the location by a link.</summary>
public abstract class FileStoreLinks(bool kernelResolves) : FileStoreFixture(kernelResolves)
{
    [Theory]
    [InlineData("../outside/secret")]
    [InlineData("./../outside/secret")]
    [InlineData("sub/../../outside/secret")]
    [InlineData("ABSOLUTE/outside/secret")]
    [InlineData("ABSOLUTE/store/inside")]
    public async Task A_file_link_that_leads_out_is_refused_by_every_call(string target)
    {
        string secret = Plant("outside/secret");
        Plant("store/sub/x");
        Plant("store/inside");
        Link("store/link", target.Replace("ABSOLUTE", Folder.Path, StringComparison.Ordinal));

        await RefusedByAllAsync("link");

        (await NamesAsync()).ShouldBe(["sub/x", "inside"], ignoreOrder: true);
        File.ReadAllText(secret).ShouldBe("planted");
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("ABSOLUTE/outside")]
    [InlineData("..")]
    public async Task A_folder_link_that_leads_out_is_refused_by_every_call(string target)
    {
        string secret = Plant("outside/secret");
        Plant("secret");
        Plant("store/x");
        Link("store/deep/link", target == ".." ? "../.." : target.Replace("..", "../..", StringComparison.Ordinal)
            .Replace("ABSOLUTE", Folder.Path, StringComparison.Ordinal));

        await RefusedByAllAsync("deep/link/secret");
        await ShouldFailAsync(StoreErrorCode.OutsideLocation, () => WriteNewAsync("deep/link/new"));
        await ShouldFailAsync(StoreErrorCode.OutsideLocation, () => WriteNewAsync("deep/link/new/er"));
        await ShouldFailAsync(StoreErrorCode.OutsideLocation, async () => await NamesAsync("deep/link/"));
        await ShouldFailAsync(StoreErrorCode.OutsideLocation, async () => await NamesAsync("deep/link/s"));

        (await NamesAsync()).ShouldBe(["x"]);
        File.ReadAllText(secret).ShouldBe("planted");
        Directory.GetFiles(Folder["outside"]).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_chain_of_links_that_ends_outside_is_refused()
    {
        Plant("outside/secret");
        Link("store/a", "b");
        Link("store/b", "c/d");
        Link("store/c", "e");
        Link("store/e/d", "../../outside/secret");

        await RefusedByAllAsync("a");
    }

    [Fact]
    public async Task Links_in_a_circle_are_refused()
    {
        Link("store/a", "b");
        Link("store/b", "a");

        await RefusedByAllAsync("a");
        await RefusedByAllAsync("a/x");
        (await NamesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_out_to_nothing_makes_nothing_there()
    {
        Link("store/link", "../made");
        Link("store/folder", "../made-too");

        await ShouldFailAsync(StoreErrorCode.OutsideLocation, () => WriteNewAsync("link"));
        await ShouldFailAsync(StoreErrorCode.OutsideLocation, () => WriteNewAsync("folder/x"));

        Folder.Everything().ShouldBe(["store", "store/folder", "store/link"]);
    }

    [Fact]
    public async Task A_relative_link_that_stays_inside_is_followed()
    {
        await WriteAsync("real/a", "here");
        Link("store/alias", "real/a");
        Link("store/other/folder", "../real");

        (await ReadAsync("alias")).ShouldBe("here");
        (await ReadAsync("other/folder/a")).ShouldBe("here");
        (await NamesAsync()).ShouldBe(["real/a", "alias"], ignoreOrder: true);
        (await NamesAsync("other/folder/")).ShouldBe(["other/folder/a"]);
    }

    [Fact]
    public async Task A_write_or_deletion_through_a_link_concerns_the_link_and_not_its_target()
    {
        await WriteAsync("real", "here");
        Link("store/written", "real");
        Link("store/deleted", "real");

        await WriteAsync("written", "new");
        await Store.DeleteAsync("deleted", Cancellation);

        (await ReadAsync("written")).ShouldBe("new");
        (await ReadAsync("real")).ShouldBe("here");
        (await NamesAsync()).ShouldBe(["real", "written"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_write_below_a_folder_link_that_stays_inside_goes_there()
    {
        await WriteAsync("real/a");
        Link("store/alias", "real");

        await WriteAsync("alias/sub/b", "here");

        (await ReadAsync("real/sub/b")).ShouldBe("here");
    }

    [Fact]
    public async Task A_listing_does_not_walk_in_circles()
    {
        await WriteAsync("a/b");
        Link("store/a/up", "..");

        (await NamesAsync()).ShouldBe(["a/b"]);
    }

    [Fact]
    public async Task The_location_itself_may_be_a_link()
    {
        Directory.CreateDirectory(Folder["disk/data"]);
        Link("store", "disk/data");

        await WriteAsync("a/b", "here");

        File.ReadAllText(Folder["disk/data/a/b"]).ShouldBe("here");
        (await NamesAsync()).ShouldBe(["a/b"]);
    }

    private async Task RefusedByAllAsync(string name)
    {
        StoreException fault = await ShouldFailAsync(StoreErrorCode.OutsideLocation, async () => await Store.OpenReadAsync(name, null, Cancellation));
        fault.Diagnostic.Id.ShouldBe("DJ4104");
        fault.ObjectName.ShouldBe(name);
        fault.IsTransient.ShouldBeFalse();
        await ShouldFailAsync(StoreErrorCode.OutsideLocation, async () => await Store.StatAsync(name, Cancellation));
        await ShouldFailAsync(StoreErrorCode.OutsideLocation, () => WriteNewAsync(name));
        await ShouldFailAsync(StoreErrorCode.OutsideLocation, () => Store.DeleteAsync(name, Cancellation));
    }

    private async ValueTask WriteNewAsync(string name) => await WriteAsync(name, "overwritten");
}
