using System.Diagnostics;

namespace DataJoint.Cli.Tests;

/// <summary>Where <c>djc export --output</c> writes secrets, and where it does not.</summary>
public sealed class ExportTargetTests : IDisposable
{
    private readonly TemporaryProject _project = new TemporaryProject()
        .Write("datajoint.json", """{ "database": { "host": "db.example.com", "user": "me" } }""")
        .Write(".secrets/database.password", "example-password\n");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_git_tracks_gets_no_secrets(bool isDeleted)
    {
        string file = Path.Combine(_project.Write(".env", "OTHER=1\n").Root, ".env");
        Git(_project.Root, "init", "-q");
        Git(_project.Root, "add", ".env");
        if (isDeleted)
        {
            File.Delete(file);
        }

        DjcResult refused = isDeleted ? Run("export", "dotenv", "-o", ".env") : Run("export", "dotenv", "-o", ".env", "--overwrite");
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("git tracks");
        refused.Error.ShouldContain("git rm --cached");
        File.Exists(file).ShouldBe(!isDeleted);
        Run("export", "dotenv", "-o", ".env", "--overwrite", "--no-secrets").ExitCode.ShouldBe(0, "without secrets it may be committed");

        Git(_project.Root, "rm", "-q", "-f", "--cached", ".env");
        Run("export", "dotenv", "-o", ".env", "--overwrite").ExitCode.ShouldBe(0);
        Git(_project.Root, "status", "--porcelain", ".env").ShouldBe("");
    }

    [Theory]
    [InlineData("nested")]
    [InlineData("../other")]
    [InlineData("link")]
    public void The_repository_that_the_file_is_in_is_told_to_ignore_it(string directory)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        using TemporaryProject outside = new();
        Git(_project.Root, "init", "-q");
        string linked = Directory.CreateDirectory(Path.Combine(outside.Root, "linked")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(_project.Root, "link"), linked);
        string full = directory == "link" ? linked : Path.GetFullPath(directory == "nested" ? "nested" : Path.Combine(outside.Root, "other"), _project.Root);
        Directory.CreateDirectory(full);
        Git(full, "init", "-q");
        string file = Path.Combine(directory == "link" ? Path.Combine(_project.Root, "link") : full, "o.env");

        Run("export", "dotenv", "-o", file).ExitCode.ShouldBe(0);

        Git(full, "status", "--porcelain", "o.env").ShouldBe("");
        File.ReadAllText(Path.Combine(full, ".gitignore")).ShouldBe("/o.env\n");
        File.Exists(Path.Combine(_project.Root, ".gitignore")).ShouldBeFalse();
    }

    [Fact]
    public void A_rule_that_takes_the_file_back_is_reported()
    {
        Git(_project.Write("sub/.gitignore", "!*.env\n").Root, "init", "-q");
        DjcResult result = Run("export", "dotenv", "-o", "sub/o.env");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("git does not ignore it");
    }

    [Theory]
    [InlineData("datajoint.json", "is a file of the project")]
    [InlineData("datajoint.prod.json", "is a file of the project")]
    [InlineData(".secrets/database.password", "is in .secrets/")]
    [InlineData(".secrets/new.env", "is in .secrets/")]
    [InlineData(".git/config", "belongs to git")]
    [InlineData("sub/.git/hooks/x", "belongs to git")]
    [InlineData(".gitignore", "belongs to git")]
    [InlineData("link/database.password", "is in .secrets/")]
    [InlineData("a\nb.env", "has a line break in its path")]
    public void What_belongs_to_the_project_or_to_git_is_not_overwritten(string file, string complaint)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        _project.Write(".git/config", "[core]\n").Write("sub/.git/hooks/y", "").Write(".gitignore", "x\n");
        Directory.CreateSymbolicLink(Path.Combine(_project.Root, "link"), Path.Combine(_project.Root, ".secrets"));
        string path = Path.Combine(_project.Root, file);
        string? before = File.Exists(path) ? File.ReadAllText(path) : null;

        DjcResult refused = Run("export", "dotenv", "-o", file, "--overwrite");

        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain(complaint);
        (File.Exists(path) ? File.ReadAllText(path) : null).ShouldBe(before);
    }

    private DjcResult Run(params string[] words) => new Djc(_project).Run(words);

    private static string Git(string directory, params string[] words)
    {
        ProcessStartInfo start = new("git", words) { WorkingDirectory = directory, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, string.Join(' ', words));
        return output;
    }
}
