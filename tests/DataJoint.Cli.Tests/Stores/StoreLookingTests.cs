using System.Text;
using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc store ls, stat, cat, du</c>, and how objects are named.</summary>
public sealed class StoreLookingTests : IDisposable
{
    private readonly StoreProject _project = new StoreProject().With("main/raw/a.bin", "hello").With("main/raw/2024/b.bin", "there!").With("main/top", "x");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("main:raw/a.bin")]
    [InlineData(":raw/a.bin")]
    [InlineData("raw/a.bin")]
    public void An_object_is_named_with_its_store_or_is_in_the_default_one(string name)
    {
        Djc djc = _project.Djc();
        djc.Run("store", "cat", name).ExitCode.ShouldBe(0);
        Encoding.UTF8.GetString(djc.Bytes.ToArray()).ShouldBe("hello");
    }

    [Fact]
    public void A_store_that_is_not_there_is_wrong_use_with_the_nearest_name()
    {
        DjcResult result = _project.Run("ls", "mian:raw");
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("did you mean main:?");
        result.Error.ShouldContain("archive, main");
    }

    [Theory]
    [InlineData("archive", "archive:", "ls")]
    [InlineData("archive", "archive:", "ls", "--recursive")]
    [InlineData("archive", "archive:", "du")]
    [InlineData("archive/raw/a.bin", "archive:raw/a.bin", "stat")]
    [InlineData("archive/raw/a.bin", "archive:raw/a.bin", "cat")]
    [InlineData("archive/raw/a.bin", "archive:raw/a.bin", "get")]
    [InlineData("archive/raw/a.bin", "archive:raw/a.bin", "rm", "--yes")]
    [InlineData("archive", "archive:", "rm", "--recursive", "--yes")]
    public void A_store_without_its_colon_is_a_path_in_the_default_store(string word, string meant, params string[] command)
    {
        DjcResult result = _project.Run([command[0], word, .. command[1..]]);
        result.ExitCode.ShouldBe(1, result.All);
        result.Error.ShouldContain($"help: \"{word}\" without a colon is a path in the default store main; the store of that name is written with a colon: {meant}\n");

        _project.Run([command[0], ":" + word, .. command[1..]]).Error.ShouldNotContain("without a colon");
        DjcResult other = _project.Run([command[0], "elsewhere", .. command[1..]]);
        other.Error.ShouldContain("\"elsewhere\" without a colon is a path in the default store main\n");
    }

    [Fact]
    public void Without_a_default_store_it_says_which_setting_is_missing()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "stores.main": { "protocol": "file", "location": "d" } }""");
        DjcResult result = new Djc(project).Run("store", "ls");
        result.ExitCode.ShouldBe(3);
        result.Error.ShouldContain("stores.default");
        result.Error.ShouldContain("name one, with a colon: main:");
        result.Error.ShouldContain("djc config set stores.default");
        result.Error.ShouldNotContain("could not be loaded");
    }

    [Fact]
    public void A_store_whose_settings_are_wrong_is_exit_3()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "stores.main": { "protocol": "file" } }""");
        DjcResult result = new Djc(project).Run("store", "ls", "main:");
        result.ExitCode.ShouldBe(3);
        result.Error.ShouldContain("location");
    }

    [Theory]
    [InlineData("main:../x")]
    [InlineData("main:/etc/passwd")]
    [InlineData("main:a//b")]
    [InlineData("main:a\nb")]
    public void A_name_that_no_object_can_have_is_wrong_use(string name)
    {
        DjcResult result = _project.Run("stat", name);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("DJ4101");
        result.Error.Trim().Split('\n').Length.ShouldBe(2);
    }

    [Fact]
    public void Ls_shows_a_level_and_recursive_everything_below()
    {
        Names(_project.Run("ls")).ShouldBe(["raw/", "top"], ignoreOrder: true);
        Names(_project.Run("ls", "main:raw")).ShouldBe(["raw/2024/", "raw/a.bin"], ignoreOrder: true);
        Names(_project.Run("ls", "main:raw/")).ShouldBe(["raw/2024/", "raw/a.bin"], ignoreOrder: true);
        Names(_project.Run("ls", "raw", "--recursive")).ShouldBe(["raw/2024/b.bin", "raw/a.bin"], ignoreOrder: true);
        _project.Run("ls", "archive:").Output.ShouldBeEmpty();
        _project.Run("ls", "archive:").ExitCode.ShouldBe(0);
        _project.Run("ls", "main:nothing").ExitCode.ShouldBe(1);

        static string[] Names(DjcResult result) => [.. result.Output.TrimEnd('\n').Split('\n').Select(line => line[37..])];
    }

    [Fact]
    public void Ls_writes_a_document_too()
    {
        JsonElement document = _project.Json(0, "ls", "main:raw");
        document.GetProperty("store").GetString().ShouldBe("main");
        JsonElement found = document.GetProperty("entries").EnumerateArray().Single(e => e.GetProperty("kind").GetString() == "object");
        found.GetProperty("name").GetString().ShouldBe("raw/a.bin");
        found.GetProperty("size").GetInt64().ShouldBe(5);
        found.GetProperty("modified").GetDateTime().Kind.ShouldBe(DateTimeKind.Utc);
        document.GetProperty("entries").EnumerateArray().Single(e => e.GetProperty("kind").GetString() == "folder").GetProperty("name").GetString().ShouldBe("raw/2024");
    }

    [Fact]
    public void A_fault_is_a_document_too()
    {
        _project.With("archive", "a file, and no folder");
        JsonElement error = _project.Json(4, "ls", "archive:").GetProperty("error");
        error.GetProperty("id").GetString().ShouldBe("DJ4106");
        error.GetProperty("hint").GetString().ShouldNotBeNullOrEmpty();
        _project.Json(1, "stat", "main:none").GetProperty("error").GetProperty("id").GetString().ShouldBe("DJ4102");
    }

    [Fact]
    public void Stat_tells_size_time_version_and_checksum()
    {
        DjcResult result = _project.Run("stat", "raw/a.bin", "--checksum");
        result.Output.ShouldContain("object    main:raw/a.bin\nsize      5 bytes (5 B)\nmodified  ");
        result.Output.ShouldContain("checksum  crc32c:9a71bb4c\n");
        _project.Json(0, "stat", "raw/a.bin").GetProperty("size").GetInt64().ShouldBe(5);
    }

    [Fact]
    public void What_is_not_there_is_exit_1_with_the_way_to_look()
    {
        foreach (string command in (string[])["stat", "cat", "get"])
        {
            DjcResult result = _project.Run(command, "main:none");
            result.ExitCode.ShouldBe(1);
            result.Error.ShouldContain("DJ4102");
            result.Error.ShouldContain("djc store ls main:");
        }
    }

    [Fact]
    public void A_folder_is_no_object()
    {
        _project.Run("cat", "main:raw/").ExitCode.ShouldBe(2);
        _project.Run("stat", "main:").ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_store_that_refuses_is_exit_4()
    {
        _project.With("archive", "a file, and no folder");
        DjcResult result = _project.Run("cat", "archive:x");
        result.ExitCode.ShouldBe(4);
        result.Error.ShouldContain("DJ4106");
    }

    [Fact]
    public void Cat_gives_the_bytes_as_they_are()
    {
        byte[] bytes = [0, 255, 13, 10, 128];
        _project.With("main/odd", bytes);
        Djc djc = _project.Djc();
        djc.Run("store", "cat", "odd").Output.ShouldBeEmpty();
        djc.Bytes.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public void Du_sums_up_each_folder_and_all()
    {
        DjcResult result = _project.Run("du");
        result.Output.ShouldBe("     1 B         1 object   (objects at the top)\n    11 B         2 objects  raw/\n    12 B         3 objects  in all, below main:\n");
        JsonElement document = _project.Json(0, "du", "main:raw");
        document.GetProperty("bytes").GetInt64().ShouldBe(11);
        document.GetProperty("folders").EnumerateArray().Select(f => f.GetProperty("name").GetString()).ShouldBe(["raw", "raw/2024"]);
        _project.Run("du", "main:none").ExitCode.ShouldBe(1);
    }
}
