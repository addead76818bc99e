namespace DataJoint.Cli.Tests;

/// <summary>Every command in the documentation is run, and prints what the page says. UPDATE_DOCS=1 writes the pages again.</summary>
public sealed class ConsoleBlockTests
{
    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "docs", "guide"), "*.md", SearchOption.AllDirectories)
            .Prepend(Path.Combine(RepositoryRoot.Path, "README.md"))
            .Where(page => File.ReadAllText(page).Contains("\n```console\n", StringComparison.Ordinal))
            .Select(page => Path.GetRelativePath(RepositoryRoot.Path, page)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_shows_what_its_commands_print(string page)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the pages are written for a POSIX shell");
        string path = Path.Combine(RepositoryRoot.Path, page);
        string now = Replay(path);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, now);
        }

        now.ShouldBe(File.ReadAllText(path), $"{page} is stale; to write it again: UPDATE_DOCS=1 ./test Cli");
    }

    /// <summary>What the page should show. Again where a busy machine did not keep djc's limits, such as ten seconds for a database.</summary>
    private static string Replay(string path)
    {
        string now = "";
        for (int i = 0; i < 3 && now != File.ReadAllText(path); i++)
        {
            using Shell shell = new();
            now = ConsoleDocument.Read(path).Replay(shell.Run, shell.Serve);
        }

        return now;
    }
}
