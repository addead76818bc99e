using System.Diagnostics;
using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary>Files under names that no object can have: they are left out of every listing, but not in silence.</summary>
public sealed class SkippedEntriesTests : IDisposable
{
    private readonly StoreProject _project = new StoreProject().With("rec/a", "one");

    public SkippedEntriesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Its file names hold no control characters.");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Sync_names_what_it_cannot_copy_and_copies_the_rest()
    {
        _project.With("rec/s/b\nc", "two").With("rec/d\te/f", "three").With("rec/.datajoint-tmp-1", "begun");
        DjcResult result = _project.Run("sync", "rec", "main:raw");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("DJ4101 the name is refused: it holds a control character.");
        result.Error.ShouldNotContain("b\nc");
        result.Error.ShouldContain("failed: 2 objects\n");
        result.Error.ShouldNotContain("datajoint-tmp");
        _project.Files("main").ShouldBe(["raw/a"]);
    }

    [Fact]
    public void Sync_tells_it_in_its_document()
    {
        _project.With("rec/b\nc", "two");
        JsonElement document = _project.Json(1, "sync", "rec", "main:raw");
        document.GetProperty("failed").GetProperty("objects").GetInt64().ShouldBe(1);
        JsonElement told = document.GetProperty("actions").EnumerateArray().Single(a => a.GetProperty("action").GetString() == "failed");
        told.GetProperty("name").GetString().ShouldBe("b\nc");
        told.GetProperty("error").GetProperty("message").GetString()!.ShouldContain("control character");
    }

    [Fact]
    public void A_source_without_a_good_name_deletes_nothing()
    {
        _project.With("bad/b\nc", "two").With("main/raw/old", "x");
        _project.Run("sync", "bad", "main:raw", "--delete", "--yes").ExitCode.ShouldBe(1);
        _project.Files("main").ShouldBe(["raw/old"]);
    }

    [Fact]
    public void A_name_that_is_no_UTF_8_is_told_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have no such names.");
        Shell("printf x > \"$(printf '%s/b\\377' \"$0\")\"");
        DjcResult result = _project.Run("sync", "rec", "main:raw");
        result.ExitCode.ShouldBe(1, result.All);
        result.Error.ShouldContain("it is not valid UTF-8.");
        Shell("rm -r \"$0\""); // the runtime itself cannot
    }

    [Fact]
    public void Removing_a_folder_says_what_is_still_there()
    {
        _project.With("main/raw/a", "x").With("main/raw/b\nc", "y");
        DjcResult result = _project.Run("rm", "main:raw", "--recursive", "--yes");
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("removed 1 object");
        result.Error.ShouldContain("skipped: 1 name that is not an object or cannot be read; they are still there\n");
        _project.Run("rm", "main:raw", "--recursive", "--yes").Error.ShouldContain("skipped: 1 name");
    }

    [Fact]
    public void Sums_say_what_is_not_in_them()
    {
        _project.With("main/raw/a", "x").With("main/raw/b\nc", "y");
        DjcResult result = _project.Run("du", "main:");
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("1 object   in all");
        result.Error.ShouldContain("skipped: 1 name");
    }

    [Fact]
    public void A_listing_of_one_level_tells_what_it_leaves_out()
    {
        _project.With("main/raw/a", "x").With("main/raw/b\nc", "y").With("main/raw/.datajoint-tmp-1", "begun");
        Link("main/raw/leads-nowhere", "not-there");

        foreach (string[] more in (string[][])[[], ["--recursive"]])
        {
            DjcResult result = _project.Run(["ls", "main:raw", .. more]);
            result.ExitCode.ShouldBe(0, result.All);
            result.Output.ShouldContain("raw/a\n");
            result.Error.ShouldContain("skipped raw/leads-nowhere: DJ4102");
            result.Error.ShouldContain("skipped: 2 names that are not objects or cannot be read; no command of djc reaches them\n");
            result.Error.ShouldNotContain("datajoint-tmp");
        }
    }

    [Fact]
    public void Sync_tells_of_links_and_special_files_that_it_leaves_out()
    {
        _project.With("outside", "x").With("main/raw/old", "x");
        Link("rec/leads-out", "../outside");
        Link("rec/leads-nowhere", "not-there");
        Link("rec/s/leads-up", "..");
        Link("rec/leads-to-a", "a");
        Shell("mkfifo \"$0/pipe\"");

        DjcResult result = _project.Run("sync", "rec", "main:raw", "--delete", "--yes");

        result.ExitCode.ShouldBe(1, result.All);
        result.Error.ShouldContain("failed leads-out: DJ4104");
        result.Error.ShouldContain("failed leads-nowhere: DJ4102");
        result.Error.ShouldNotContain("leads-up");
        if (OperatingSystem.IsLinux())
        {
            result.Error.ShouldContain("failed pipe: DJ4109");
        }

        result.Error.ShouldContain("nothing was deleted: ");
        _project.Files("main").ShouldBe(["raw/a", "raw/leads-to-a", "raw/old"]);
    }

    [Fact]
    public void Sums_and_removals_tell_of_links_that_lead_to_nothing()
    {
        _project.With("main/raw/a", "x");
        Link("main/raw/leads-nowhere", "not-there");

        _project.Run("du", "main:").Error.ShouldContain("skipped raw/leads-nowhere: DJ4102");
        DjcResult removal = _project.Run("rm", "main:raw", "--recursive", "--yes");

        removal.ExitCode.ShouldBe(1, removal.All);
        removal.Error.ShouldContain("skipped: 1 name");
    }

    [Fact]
    public void What_cannot_be_read_does_not_stop_the_rest()
    {
        _project.With("rec/closed", "x").With("rec/s/b", "two").With("rec/t/c", "three").With("main/raw/old", "x");
        Shell("chmod 0 \"$0/closed\" \"$0/s\"");
        try
        {
            Assert.SkipWhen(CanRead("rec/closed"), "This user may read everything.");

            DjcResult result = _project.Run("sync", "rec", "main:raw", "--delete", "--yes");

            result.ExitCode.ShouldBe(1, result.All);
            result.Error.ShouldContain("failed closed: DJ4105");
            result.Error.ShouldContain("failed s: DJ4105");
            _project.Files("main").ShouldBe(["raw/a", "raw/old", "raw/t/c"]);
        }
        finally
        {
            Shell("chmod 700 \"$0/closed\" \"$0/s\"");
        }
    }

    private bool CanRead(string file)
    {
        try
        {
            _project.Read(file);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_project.PathOf(path))!);
        File.CreateSymbolicLink(_project.PathOf(path), target);
    }

    private void Shell(string script)
    {
        using var shell = Process.Start("sh", ["-c", script, _project.PathOf("rec")]);
        shell.WaitForExit();
    }
}
