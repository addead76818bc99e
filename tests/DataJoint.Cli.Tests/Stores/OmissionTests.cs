using System.Diagnostics;
using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary>Files under names that no object can have: they are left out of every listing, but not in silence.</summary>
public sealed class OmissionTests : IDisposable
{
    private readonly StoreProject _project = new StoreProject().With("rec/a", "one");

    public OmissionTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Its file names hold no control characters.");

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
        result.Error.ShouldContain("it is no valid UTF-8.");
        Shell("rm -r \"$0\""); // the runtime itself cannot
    }

    [Fact]
    public void Removing_a_folder_says_what_is_still_there()
    {
        _project.With("main/raw/a", "x").With("main/raw/b\nc", "y");
        DjcResult result = _project.Run("rm", "main:raw", "--recursive", "--yes");
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("removed 1 object");
        result.Error.ShouldContain("left out: 1 name that no object can have; they are still there\n");
        _project.Run("rm", "main:raw", "--recursive", "--yes").Error.ShouldContain("left out: 1 name");
    }

    [Fact]
    public void Sums_say_what_is_not_in_them()
    {
        _project.With("main/raw/a", "x").With("main/raw/b\nc", "y");
        DjcResult result = _project.Run("du", "main:");
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("1 object   in all");
        result.Error.ShouldContain("left out: 1 name");
    }

    private void Shell(string script)
    {
        using Process shell = Process.Start("sh", ["-c", script, _project.PathOf("rec")]);
        shell.WaitForExit();
    }
}
