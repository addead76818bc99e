using System.Diagnostics;
using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc incident</c>, from the leak to the report.</summary>
public sealed class IncidentCommandTests
{
    [Fact]
    public async Task Everything_that_a_leaked_password_takes_is_done_and_proven()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.MySql);
        string leaked = Leak(project);

        DjcResult result = project.Run("incident", "--yes", "--report", "../report.md");

        string report = await File.ReadAllTextAsync(Path.Combine(project.Root, "..", "report.md"), TestContext.Current.CancellationToken);
        string recorded = (await File.ReadAllTextAsync(project.Root + "/.secrets/database.password", TestContext.Current.CancellationToken)).TrimEnd();
        result.ExitCode.ShouldBe(0, result.All);
        result.Output.ShouldContain("still valid: ");
        result.Output.ShouldContain("1 refused, 0 that cannot be tried here");
        result.Output.ShouldContain("git push");
        result.Output.ShouldEndWith("nothing is open\n");
        (result.All + report).ShouldNotContain(leaked);
        (result.All + report).ShouldNotContain(recorded);
        recorded.ShouldNotBe(leaked);
        report.ShouldContain("prove that they are gone | done");
        project.Sql("SELECT 1");
        Git(project.Root, "log", "--all", "-p").ShouldNotContain(leaked);
        project.Run("scan", "--history").ExitCode.ShouldBe(0);
        project.Run("incident").Output.ShouldBe("nothing leaked: neither the files nor the history hold a credential\n");
        Directory.GetFiles(project.Root + "/.secrets/.incident").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_key_of_a_store_is_rotated_where_a_service_makes_it()
    {
        await using KeyProject project = await KeyProject.AtIamAsync();
        await File.WriteAllTextAsync(Path.Combine(project.Root, ".gitignore"), ".secrets/\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(project.Root, "notes.txt"), $"the key is {project.Secret}\n", TestContext.Current.CancellationToken);
        Commit(project.Root);
        await File.WriteAllTextAsync(Path.Combine(project.Root, "notes.txt"), "the key is elsewhere\n", TestContext.Current.CancellationToken);
        Git(project.Root, "commit", "-qam", "two");

        DjcResult byHand = project.Run("incident", "--yes");
        DjcResult done = project.Run("incident", "--yes", "--iam-endpoint", project.Endpoint.ToString());

        byHand.ExitCode.ShouldBe(1, byHand.All);
        byHand.Output.ShouldContain("djc secrets rotate stores.main gives the store another key.");
        byHand.Output.ShouldContain("open: not changed yet: 1");
        done.ExitCode.ShouldBe(0, done.All);
        done.Output.Contains("1 refused, 0 that cannot be tried here", StringComparison.Ordinal).ShouldBeTrue(done.All);
        (done.All + byHand.All).ShouldNotContain(project.Secret);
        project.Recorded.Secret.ShouldNotBe(project.Secret);
        (await project.AcceptsAsync(project.Recorded.Id, project.Recorded.Secret)).ShouldBeTrue();
        (await project.AcceptsAsync(project.Id, project.Secret)).ShouldBeFalse();
        Git(project.Root, "log", "--all", "-p").ShouldNotContain(project.Secret);
    }

    [Fact]
    public async Task Killed_at_any_moment_the_next_run_goes_on_and_ends_it()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.PostgreSql);
        string leaked = Leak(project);
        string[] words = ["incident", "--yes", "--skip", "refused=another test does that"];
        for (int kill = 1; kill <= 2; kill++)
        {
            using Process killed = project.Start(words);
            for (int line = 0; line < 6 * kill && await killed.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is not null; line++)
            {
                // So far it may come.
            }

            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        DjcResult result = project.Run(words);

        result.ExitCode.ShouldBe(0, result.All);
        result.All.ShouldNotContain(leaked);
        Git(project.Root, "log", "--all", "-p").ShouldNotContain(leaked);
        project.Sql("SELECT 1");
    }

    [Fact]
    public void Without_a_terminal_it_only_tells()
    {
        using TemporaryProject project = Leaky();
        string[] before = Directory.GetFiles(project.Root, "*", SearchOption.AllDirectories);

        DjcResult told = new Djc(project).Run("incident", "--format", "json");
        DjcResult planned = new Djc(project).Run("incident", "--dry-run");

        told.ExitCode.ShouldBe(1, told.All);
        JsonElement document = JsonDocument.Parse(told.Output).RootElement;
        document.GetProperty("credentials").GetArrayLength().ShouldBe(1);
        document.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("status").GetString()).ShouldAllBe(status => status == "open");
        planned.ExitCode.ShouldBe(0, planned.All);
        planned.Output.ShouldContain("changes app.py (1 version)");
        (told.All + planned.All).ShouldNotContain("otter-Lamp-47");
        Directory.GetFiles(project.Root, "*", SearchOption.AllDirectories).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public void What_a_person_must_change_keeps_it_open_until_somebody_says_that_it_is_done()
    {
        using TemporaryProject project = Leaky();

        DjcResult open = new Djc(project).Run("incident", "--yes");
        open.ExitCode.ShouldBe(1, open.All);
        open.Output.ShouldContain("open: not changed yet: 1");
        open.Output.ShouldEndWith("open: rotate; djc incident goes on there\n");

        Queue<string> answers = new(["y", "y", "y"]); // changed by hand; try the former ones; rewrite the history
        DjcResult done = new Djc(project) { Keyboard = () => answers.TryDequeue(out string? answer) ? answer : null }.Run("incident");
        done.ExitCode.ShouldBe(0, done.All);
        done.Output.ShouldContain("0 refused, 1 that cannot be tried here");
        Git(project.Root, "log", "--all", "-p").ShouldNotContain("otter-Lamp-47");
    }

    [Fact]
    public void A_step_is_skipped_with_a_reason_that_the_report_tells()
    {
        using TemporaryProject project = Leaky();

        DjcResult result = new Djc(project).Run(
            "incident", "--yes", "--skip", "rotate=the account is gone", "--skip", "purge=a public sample", "--skip", "gone=it stays", "--report", "report.html");

        result.ExitCode.ShouldBe(0, result.All);
        string report = File.ReadAllText(Path.Combine(project.Root, "report.html"));
        report.ShouldContain("the account is gone");
        report.ShouldContain("a public sample");
        report.ShouldNotContain("otter-Lamp-47");
        Git(project.Root, "log", "--all", "-p").ShouldContain("otter-Lamp-47");
    }

    [Theory]
    [InlineData("--skip: \"nothing\" is not a step", "--skip", "nothing=x")]
    [InlineData("--skip purge needs a reason", "--skip", "purge")]
    [InlineData("--dry-run and --yes exclude each other", "--dry-run", "--yes")]
    public void Options_that_make_no_sense_are_told(string message, params string[] words)
    {
        using TemporaryProject project = new();
        DjcResult result = new Djc(project).Run(["incident", .. words]);
        (result.ExitCode, result.Output).ShouldBe((2, ""), result.All);
        result.Error.ShouldContain(message);
    }

    /// <summary>A password of a mail server, which djc cannot change, in a commit and no longer in the last one.</summary>
    private static TemporaryProject Leaky()
    {
        TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{}").Write("app.py", "smtp_password = 'otter-Lamp-47'\n").Write(".gitignore", ".secrets/\n");
        Commit(project.Root);
        project.Write("app.py", "smtp_password = os.environ['SMTP']\n");
        Git(project.Root, "commit", "-qam", "two");
        return project;
    }

    /// <summary>The password of the project in a commit, and no longer in the last one.</summary>
    private static string Leak(ServerProject project)
    {
        File.WriteAllText(Path.Combine(project.Root, ".gitignore"), ".secrets/\n");
        File.WriteAllText(Path.Combine(project.Root, "notes.txt"), $"the password is {project.Password}\n");
        Commit(project.Root);
        Git(project.Root, "tag", "v1");
        File.WriteAllText(Path.Combine(project.Root, "notes.txt"), "the password is elsewhere\n");
        Git(project.Root, "commit", "-qam", "two");
        Git(project.Root, "init", "-q", "--bare", "../remote.git");
        Git(project.Root, "remote", "add", "origin", "../remote.git");
        Git(project.Root, "push", "-q", "origin", "main", "v1");
        return project.Password;
    }

    private static void Commit(string directory)
    {
        Git(directory, "init", "-q", "-b", "main");
        Git(directory, "config", "user.name", "Ana");
        Git(directory, "config", "user.email", "ana@lab.example");
        Git(directory, "add", "-A");
        Git(directory, "commit", "-qm", "one");
    }

    private static string Git(string directory, params string[] words)
    {
        ProcessStartInfo start = new("git", words) { WorkingDirectory = directory, RedirectStandardOutput = true };
        using Process git = Process.Start(start).ShouldNotBeNull();
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, string.Join(' ', words));
        return output;
    }
}
