namespace DataJoint.Cli.Tests;

/// <summary>What djc does with a server that lists what it was not asked for, or without end.</summary>
public sealed class RogueStoreTests : IDisposable
{
    private static readonly string[][] Commands =
    [
        ["ls", "s:sy", "--recursive"],
        ["ls", "s:sy"],
        ["du", "s:sy"],
        ["sync", "s:sy", "near:"],
        ["sync", "near:", "s:sy", "--delete", "--yes"],
        ["rm", "s:sy/", "--recursive", "--yes"],
    ];

    private readonly TemporaryProject _project = new();
    private int _pages;

    public static TheoryData<string, string, string> Endless => Combine(
        ("foreign", "does not begin with the requested prefix \"data/sy/\""),
        ("neighbour", "does not begin with the requested prefix \"data/sy/\""),
        ("absolute", "does not begin with the requested prefix \"data/sy/\""),
        ("encoded", "does not begin with the requested prefix \"data/sy/\""),
        ("later", "does not begin with the requested prefix \"data/sy/\""),
        ("alternating", "repeats a page token"),
        ("same", "repeats a page of its listing"));

    public static TheoryData<string, string, string> Odd => Combine(("steps", "the name is refused"), ("twice", ""), ("marks", ""));

    public void Dispose() => _project.Dispose();

    [Theory]
    [MemberData(nameof(Endless))]
    public void Nothing_outside_the_folder_is_touched_and_every_command_ends(string protocol, string kind, string expected)
    {
        using RogueStore server = new(protocol, token => PageOf(kind, token));
        server.Configure(_project);
        foreach (string[] words in Commands)
        {
            DjcResult result = new Djc(_project).Run(["store", .. words]);
            if (words.Contains("--delete"))
            {
                // It copies first, which this server refuses; then nothing is deleted.
                result.ExitCode.ShouldNotBe(0, result.All);
                continue;
            }

            result.ExitCode.ShouldBe(4, result.All);
            result.Error.ShouldContain("DJ4128");
            result.All.ShouldNotContain("bug");
            if (words[0] != "sync")
            {
                // What is copied meanwhile may fail first.
                result.Error.ShouldContain(expected);
            }
        }

        ShouldStayInside(server);
        _pages.ShouldBeLessThan(200);
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void Odd_keys_below_the_folder_lead_nowhere_else(string protocol, string kind, string expected)
    {
        using RogueStore server = new(protocol, token => PageOf(kind, token));
        server.Configure(_project);
        foreach (string[] words in Commands)
        {
            DjcResult result = new Djc(_project).Run(["store", .. words]);

            result.ExitCode.ShouldBeOneOf(0, 1, 4);
            result.All.ShouldNotContain("bug");
            if (words is ["du" or "rm", ..])
            {
                result.Error.ShouldContain(expected);
            }
        }

        ShouldStayInside(server);
        Directory.EnumerateFileSystemEntries(_project.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe([".hg", ".secrets", "datajoint.json", "near"]);
    }

    [Fact]
    public void One_object_that_arrives_damaged_does_not_keep_the_others_from_being_copied()
    {
        // All say that they have the checksum of "a".
        using RogueStore server = new("s3", _ => (["data/sy/1", "data/sy/2", "data/sy/3"], null))
        {
            Objects = new Dictionary<string, (string Text, string Crc32C)>
            {
                ["data/sy/1"] = ("a", "wdBDMA=="),
                ["data/sy/2"] = ("b", "wdBDMA=="),
                ["data/sy/3"] = ("a", "wdBDMA=="),
            },
        };
        server.Configure(_project);

        DjcResult result = new Djc(_project).Run("store", "sync", "s:sy", "near:got");

        result.ExitCode.ShouldBe(1, result.All);
        result.Error.ShouldContain("failed 2: DJ4114");
        result.Error.ShouldContain("failed: 1 object\n");
        Directory.GetFiles(Path.Combine(_project.Root, "near", "got")).Select(Path.GetFileName).ShouldBe(["1", "3"], ignoreOrder: true);
    }

    private static void ShouldStayInside(RogueStore server)
    {
        server.Requests.ShouldNotBeEmpty();
        foreach (string request in server.Requests.Where(r => r.StartsWith("DELETE ") || r.StartsWith("PUT ")))
        {
            string path = Uri.UnescapeDataString(request);
            path.ShouldContain("data/sy/");
            path.ShouldNotContain("..");
        }
    }

    private static TheoryData<string, string, string> Combine(params (string Kind, string Expected)[] cases)
    {
        TheoryData<string, string, string> all = [];
        foreach (string protocol in (string[])["s3", "azure", "gcs"])
        {
            foreach ((string kind, string expected) in cases)
            {
                all.Add(protocol, kind, expected);
            }
        }

        return all;
    }

    private (string[] Keys, string? Next) PageOf(string kind, string? token)
    {
        int page = Interlocked.Increment(ref _pages);
        return kind switch
        {
            "foreign" => (["data/sy/a", "data/other/precious"], null),
            "neighbour" => (["data/sy/a", "data/sy"], null),
            "absolute" => (["data/sy/a", "/data/sy/b"], null),
            "encoded" => (["data/sy/a", "data%2Fsy%2Fb"], null),
            "later" => token is null ? (["data/sy/a"], "second") : (["data/other/precious"], null),
            "alternating" => ([], token == "one" ? "two" : "one"),
            "same" => (["data/sy/a", "data/sy/a/b"], $"token-{page}"),
            "steps" => (["data/sy/../other/precious", "data/sy//etc/passwd", "data/sy/..", "data/sy/./b", "data/sy/a"], null),
            "twice" => (["data/sy/a", "data/sy/a", "data/sy/a"], null),
            _ => (["data/sy/", "data/sy/folder/", "data/sy/a"], null),
        };
    }
}
