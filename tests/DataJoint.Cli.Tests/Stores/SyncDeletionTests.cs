using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc store sync --delete</c> never takes a source that is gone for one that is empty.</summary>
public sealed class SyncDeletionTests : IDisposable
{
    private readonly StoreProject _project = new StoreProject().With("rec/a", "one").With("rec/s/b", "two");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Nothing_is_deleted_when_an_object_failed()
    {
        _project.With("main/raw/old", "x").With("main/raw/a/taken", "x");

        DjcResult result = _project.Run("sync", "rec", "main:raw", "--delete", "--yes");

        result.ExitCode.ShouldBe(1, result.All);
        result.Error.ShouldContain("nothing was deleted: 1 object of the source failed\n  help: ");
        _project.Files("main").ShouldBe(["raw/a/taken", "raw/old", "raw/s/b"]);
    }

    [Fact]
    public void Nothing_is_deleted_when_a_name_was_left_out()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Its file names hold no control characters.");
        _project.With("main/raw/old", "x").With("rec/b\nc", "x");

        JsonElement document = _project.Json(1, "sync", "rec", "main:raw", "--delete", "--yes");

        document.GetProperty("notDeleted").GetProperty("reason").GetString().ShouldBe("1 object of the source failed");
        document.GetProperty("deleted").GetProperty("objects").GetInt64().ShouldBe(0);
        _project.Files("main").ShouldContain("raw/old");
    }

    [Theory]
    [InlineData("--yes")]
    [InlineData("--dry-run")]
    public void Nothing_is_deleted_when_the_source_goes_away_in_the_middle(string option)
    {
        _project.With("rec/c", "new").With("main/raw/a", "one").With("main/raw/s/b", "two").With("main/raw/old", "x");
        Djc djc = _project.Djc(onOutput: text =>
        {
            if (text.Contains("copy c", StringComparison.Ordinal))
            {
                Directory.Move(_project.PathOf("rec"), _project.PathOf("away"));
            }
        });

        DjcResult result = djc.Run("store", "sync", "rec", "main:raw", "--size-only", "--delete", option);

        _project.Exists("away/a").ShouldBeTrue();
        result.ExitCode.ShouldBe(1, result.All);
        result.Error.ShouldContain("deleted: 3 objects that the source held at the beginning are gone\n");
        _project.Files("main").ShouldContain("raw/old");
    }

    [Fact]
    public void An_empty_source_is_told_in_the_document()
    {
        _project.With("main/raw/old", "x");

        JsonElement document = _project.Json(1, "sync", "archive:", "main:raw", "--delete", "--yes");

        document.GetProperty("notDeleted").GetProperty("reason").GetString().ShouldBe("the source holds nothing");
        document.GetProperty("notDeleted").GetProperty("hint").GetString()!.ShouldContain("mounted");
        _project.Files("main").ShouldBe(["raw/old"]);
    }

    [Fact]
    public void A_deletion_that_nothing_stands_against_is_made()
    {
        _project.With("main/raw/old", "x").With("main/other", "x");

        JsonElement document = _project.Json(0, "sync", "rec", "main:raw", "--delete", "--yes");

        document.TryGetProperty("notDeleted", out _).ShouldBeFalse();
        document.GetProperty("deleted").GetProperty("objects").GetInt64().ShouldBe(1);
        _project.Files("main").ShouldBe(["other", "raw/a", "raw/s/b"]);
    }
}
