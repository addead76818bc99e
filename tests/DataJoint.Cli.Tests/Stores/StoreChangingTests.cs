using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc store put, get, cp, rm</c>: what is written, replaced, refused and asked.</summary>
public sealed class StoreChangingTests : IDisposable
{
    private readonly StoreProject _project = new StoreProject().With("file.txt", "hello");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("main:raw/b.txt", "raw/b.txt")]
    [InlineData("main:raw/", "raw/file.txt")]
    [InlineData("main:", "file.txt")]
    public void Put_writes_the_file_and_tells_its_checksum(string target, string written)
    {
        DjcResult result = _project.Run("put", "file.txt", target);
        result.ExitCode.ShouldBe(0, result.All);
        result.Output.ShouldBe($"wrote main:{written} (5 bytes, crc32c:9a71bb4c)\n");
        _project.Files("main").ShouldBe([written]);
    }

    [Fact]
    public void Put_takes_standard_input()
    {
        _project.Djc(input: "piped").Run("store", "put", "-", "main:a").ExitCode.ShouldBe(0);
        _project.Read("main/a").ShouldBe("piped");
        _project.Djc(input: "piped").Run("store", "put", "-", "main:raw/").ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("none.txt", "no such file")]
    [InlineData("main", "is a folder")]
    public void A_file_that_cannot_be_put_is_wrong_use(string file, string why)
    {
        _project.With("main/x", "x");
        DjcResult result = _project.Run("put", file, "main:a");
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(why);
        _project.Files("main").ShouldBe(["x"]);
    }

    [Fact]
    public void While_safemode_is_on_nothing_is_replaced_without_saying_so()
    {
        _project.With("main/a", "old").With("main/b", "other");
        foreach (string[] words in (string[][])[["put", "file.txt", "main:a"], ["cp", "main:b", "main:a"], ["get", "main:a", "file.txt"]])
        {
            DjcResult result = _project.Run(words);
            result.ExitCode.ShouldBe(2, result.All);
            result.Error.ShouldContain("--overwrite");
        }

        _project.Read("main/a").ShouldBe("old");
        _project.Run("put", "file.txt", "main:a", "--overwrite").ExitCode.ShouldBe(0);
        _project.Read("main/a").ShouldBe("hello");
    }

    [Fact]
    public void With_safemode_off_it_is_replaced_and_removed_unasked()
    {
        using StoreProject project = new StoreProject(""", "safemode": false""").With("file.txt", "hello").With("main/a", "old");
        project.Run("put", "file.txt", "main:a").ExitCode.ShouldBe(0);
        project.Read("main/a").ShouldBe("hello");
        project.Run("rm", "main:a").ExitCode.ShouldBe(0);
        project.Files("main").ShouldBeEmpty();
    }

    [Fact]
    public void Get_writes_a_file_here_or_into_a_folder()
    {
        _project.With("main/raw/a.bin", "data").With("out/kept", "x");
        _project.Run("get", "main:raw/a.bin").Output.ShouldBe("wrote /project/a.bin (4 bytes)\n");
        _project.Run("get", "main:raw/a.bin", "out").ExitCode.ShouldBe(0);
        _project.Run("get", "main:raw/a.bin", "new/").ExitCode.ShouldBe(0);
        _project.Run("get", "main:raw/a.bin", "b.bin").ExitCode.ShouldBe(0);
        foreach (string file in (string[])["a.bin", "out/a.bin", "new/a.bin", "b.bin"])
        {
            _project.Read(file).ShouldBe("data");
        }
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_as_such()
    {
        _project.With("main/a", "data");
        DjcResult result = _project.Run("get", "main:a", "file.txt/x");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("cannot be written");
    }

    [Fact]
    public void Cp_copies_within_a_store_and_between_stores()
    {
        _project.With("main/raw/a", "data");
        _project.Run("cp", "main:raw/a", "main:raw/b").ExitCode.ShouldBe(0);
        _project.Run("cp", "main:raw/a", "archive:2024/").Output.ShouldContain("wrote archive:2024/a (4 bytes, crc32c:");
        _project.Read("main/raw/b").ShouldBe("data");
        _project.Read("archive/2024/a").ShouldBe("data");
        _project.Run("cp", "main:raw/a", "main:raw/a").ExitCode.ShouldBe(2);
        _project.Run("cp", "main:none", "archive:x").ExitCode.ShouldBe(1);
        _project.Json(0, "cp", "main:raw/a", "archive:b").GetProperty("checksum").GetString()!.ShouldStartWith("crc32c:");
    }

    [Theory]
    [InlineData("put", "file.txt", "main:_hash/a")]
    [InlineData("put", "file.txt", "main:_schema/lab/a")]
    [InlineData("cp", "main:a", "main:_hash/x")]
    [InlineData("rm", "main:_schema/x", "--yes")]
    [InlineData("rm", "main:_hash", "--recursive --yes")]
    [InlineData("rm", "main:", "--recursive --yes")]
    [InlineData("sync", "archive:", "main:_hash")]
    public void What_datajoint_manages_is_not_touched_without_saying_so(string command, string one, string two)
    {
        _project.With("main/_schema/x", "kept").With("main/_hash/y", "kept").With("main/a", "x").With("archive/z", "x");
        DjcResult result = _project.Run([command, one, .. two.Split(' ')]);
        result.ExitCode.ShouldBe(2, result.All);
        result.Error.ShouldContain("DJ4115");
        result.Error.ShouldContain("--managed");
        _project.Files("main").ShouldBe(["_hash/y", "_schema/x", "a"]);
        _project.Run([command, one, .. two.Split(' '), "--managed"]).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Rm_asks_on_a_terminal_and_needs_yes_elsewhere()
    {
        _project.With("main/a", "x");
        DjcResult unasked = _project.Run("rm", "main:a");
        unasked.ExitCode.ShouldBe(2);
        unasked.Error.ShouldContain("--yes");
        DjcResult no = _project.Djc(answer: "n").Run("store", "rm", "main:a");
        no.ExitCode.ShouldBe(1);
        no.Error.ShouldContain("Remove main:a? [y/N]");
        _project.Files("main").ShouldBe(["a"]);
        _project.Djc(answer: "y").Run("store", "rm", "main:a").ExitCode.ShouldBe(0);
        _project.Files("main").ShouldBeEmpty();
        _project.Run("rm", "main:a", "--yes").ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Rm_recursive_says_how_much_it_is_about()
    {
        _project.With("main/scratch/a", "12345").With("main/scratch/b/c", "678").With("main/scratch2", "kept");
        _project.Djc(answer: "n").Run("store", "rm", "main:scratch", "-r").Error.ShouldContain("Remove 2 objects (8 B) below main:scratch?");
        _project.Run("rm", "main:scratch", "-r", "--yes").Output.ShouldBe("removed 2 objects (8 B) below main:scratch\n");
        _project.Files("main").ShouldBe(["scratch2"]);
        JsonElement document = _project.Json(0, "rm", "main:scratch2", "--yes");
        document.GetProperty("objects").GetInt64().ShouldBe(1);
        _project.Run("rm", "main:scratch", "-r", "--yes").ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Ctrl_c_leaves_nothing_half_written()
    {
        _project.With("main/a", new byte[3_000_000]).With("big", new byte[3_000_000]);
        using CancellationTokenSource pressed = new();
        pressed.Cancel();
        foreach (string[] words in (string[][])[["put", "big", "main:b"], ["get", "main:a", "c"], ["cp", "main:a", "archive:d"], ["sync", "main:", "archive:"], ["ls"]])
        {
            _project.Djc(interruption: pressed.Token).Run(["store", .. words]).ExitCode.ShouldBe(130, words[0]);
        }

        _project.Files("main").ShouldBe(["a"]);
        _project.Files("archive").ShouldBeEmpty();
        _project.Exists("c").ShouldBeFalse();
    }
}
