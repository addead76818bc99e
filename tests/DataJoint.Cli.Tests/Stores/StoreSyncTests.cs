using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc store sync</c>.</summary>
public sealed class StoreSyncTests : IDisposable
{
    private readonly StoreProject _project = new StoreProject().With("rec/a", "one").With("rec/s/b", "two");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_folder_is_copied_into_a_store_and_back()
    {
        _project.Run("sync", "rec", "main:raw").Output.ShouldContain("copied: 2 objects (6 B), the same: 0 objects (0 B)\n");
        _project.Files("main").ShouldBe(["raw/a", "raw/s/b"]);
        _project.Run("sync", "main:raw", "./back").ExitCode.ShouldBe(0);
        _project.Files("back").ShouldBe(["a", "s/b"]);
        _project.Read("back/s/b").ShouldBe("two");
    }

    [Fact]
    public void Only_what_differs_is_copied_by_checksum_where_the_size_is_the_same()
    {
        _project.Run("sync", "rec", "main:raw");
        _project.With("rec/a", "ONE").With("rec/c", "new");
        DjcResult bySize = _project.Run("sync", "rec", "main:raw", "--size-only", "--dry-run");
        bySize.Output.ShouldBe("copy c (3 B)\nto copy: 1 object (3 B), the same: 2 objects (6 B)\n");
        _project.Run("sync", "rec", "main:raw").Output.ShouldContain("copied: 2 objects (6 B), the same: 1 object (3 B)\n");
        _project.Read("main/raw/a").ShouldBe("ONE");
    }

    [Fact]
    public void A_dry_run_changes_nothing()
    {
        JsonElement document = _project.Json(0, "sync", "rec", "main:raw", "--dry-run", "--delete");
        document.GetProperty("dryRun").GetBoolean().ShouldBeTrue();
        document.GetProperty("copied").GetProperty("objects").GetInt64().ShouldBe(2);
        document.GetProperty("actions").EnumerateArray().Select(a => a.GetProperty("name").GetString()).ShouldBe(["a", "s/b"], ignoreOrder: true);
        _project.Files("main").ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_deleted_without_delete_and_yes()
    {
        _project.With("main/raw/old", "x").With("main/other", "x");
        _project.Run("sync", "rec", "main:raw").ExitCode.ShouldBe(0);
        _project.Files("main").ShouldContain("raw/old");
        DjcResult refused = _project.Run("sync", "rec", "main:raw", "--delete");
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("--yes");
        _project.Files("main").ShouldContain("raw/old");
        _project.Run("sync", "rec", "main:raw", "--delete", "--yes").Output.ShouldContain("delete old (1 B)\n");
        _project.Files("main").ShouldBe(["other", "raw/a", "raw/s/b"]);
    }

    [Fact]
    public void An_empty_source_deletes_nothing()
    {
        _project.With("main/raw/old", "x");
        DjcResult result = _project.Run("sync", "archive:", "main:raw", "--delete", "--yes");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("mounted");
        _project.Files("main").ShouldBe(["raw/old"]);
        DjcResult document = _project.Run("sync", "archive:", "main:raw", "--delete", "--yes", "--format", "json");
        document.ExitCode.ShouldBe(1);
        JsonDocument.Parse(document.Output).RootElement.GetProperty("actions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_wrong_use() => _project.Run("sync", "recc", "main:raw").ExitCode.ShouldBe(2);

    [Theory]
    [InlineData("main:", "main:raw")]
    [InlineData("main:raw", "main:raw")]
    [InlineData("./main", "main:raw")]
    public void Source_and_destination_may_not_overlap(string from, string to)
    {
        _project.With("main/raw/x", "x");
        _project.Run("sync", from, to).ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("./link")]
    [InlineData("./link/not/there/yet")]
    public void Source_and_destination_may_not_overlap_by_way_of_a_link(string to)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        Directory.CreateSymbolicLink(_project.PathOf("link"), _project.PathOf("rec/s"));

        DjcResult refused = _project.Run("sync", "rec", to);

        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("overlap");
        _project.Files("rec").ShouldBe(["a", "s/b"]);
    }

    [Fact]
    public void Neighbours_do_not_overlap()
    {
        _project.With("main/raw/x", "x");
        _project.Run("sync", "main:raw", "main:raw2").ExitCode.ShouldBe(0);
        _project.Files("main").ShouldBe(["raw/x", "raw2/x"]);
    }

    [Fact]
    public void Managed_sections_are_left_out_and_that_is_told()
    {
        _project.With("main/_hash/h", "x").With("main/raw", "y");
        DjcResult result = _project.Run("sync", "main:", "archive:");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("skipped: 1 object");
        result.Error.ShouldContain("--managed");
        _project.Files("archive").ShouldBe(["raw"]);
        _project.Run("sync", "main:", "archive:", "--managed").ExitCode.ShouldBe(0);
        _project.Files("archive").ShouldBe(["_hash/h", "raw"]);
    }

    [Fact]
    public void What_cannot_be_copied_does_not_stop_the_rest()
    {
        _project.With("main/raw/a/taken", "x");
        DjcResult result = _project.Run("sync", "rec", "main:raw");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("failed a: DJ4109");
        _project.Read("main/raw/s/b").ShouldBe("two");
    }

    [Fact]
    public void Many_small_objects_arrive_whole()
    {
        for (int i = 0; i < 500; i++)
        {
            _project.With($"rec/many/{i % 7}/{i}", $"content {i}");
        }

        _project.Run("sync", "rec", "main:raw").Output.ShouldContain("copied: 502 objects");
        _project.Read("main/raw/many/3/465").ShouldBe("content 465");
    }
}
