using System.Text;
using DataJoint.Configuration;
using DataJoint.Connections.Tests;
using DataJoint.Leaks;

namespace DataJoint.Operations.Tests;

public sealed class IncidentTests : IDisposable
{
    private const string Leaked = "otter-Lamp-47";

    private readonly Laboratory _laboratory = Laboratory.With("""{ "database": { "host": "127.0.0.1:1", "user": "ana" }, "custom": { "api_key": "CANARY-custom-47" } }""");

    public void Dispose() => _laboratory.Dispose();

    [Fact]
    public void One_credential_in_many_places_is_one_and_the_oldest_commit_tells_since_when()
    {
        Keep("database.password", Leaked);
        using Incident incident = Begin(Scan("a.py", $"p = '{Leaked}'\nq = '{Leaked}'\n"), Scan("b.env", "SMTP_PASSWORD=violet-Anker-12\n"));

        incident.Credentials.Select(each => (each.Title, each.Places.Count, each.IsRotatable))
            .ShouldBe([("database.password", 2, true), (LeakRules.CredentialAssignment.Title, 1, false)]);
        incident.Next!.Kind.ShouldBe(IncidentStepKind.Rotate);
        incident.Secrets.Select(secret => secret.Reveal()).ShouldBe([Leaked, "violet-Anker-12"]);
    }

    [Fact]
    public void What_is_kept_is_for_the_owner_alone_holds_no_secret_and_is_gone_in_the_end()
    {
        Keep("database.password", Leaked);
        using (Incident begun = Begin(Scan("a.py", $"p = '{Leaked}'\n")))
        {
            begun.Declare(1, "by hand");
            begun.FinishRotation().Status.ShouldBe(IncidentStepStatus.Done);
        }

        string[] files = Directory.GetFiles(_laboratory[".secrets/.incident"]);
        files.Select(Path.GetFileName).ShouldBe(["journal.json", "key"], ignoreOrder: true);
        foreach (string file in files)
        {
            File.ReadAllText(file).ShouldNotContain(Leaked);
            (OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)).ShouldBeTrue(file);
        }

        using Incident resumed = Incident.Resume(_laboratory.Load()).ShouldNotBeNull();
        resumed.Next!.Kind.ShouldBe(IncidentStepKind.ProveRefused);
        resumed.Credentials.ShouldHaveSingleItem().Rotated.ShouldBe("by hand");
        resumed.Secrets.ShouldHaveSingleItem().Reveal().ShouldBe(Leaked);
        resumed.Skip(IncidentStepKind.ProveRefused, "the server is gone").Status.ShouldBe(IncidentStepStatus.Skipped);
        resumed.Skip(IncidentStepKind.Purge, "nobody has it");
        resumed.ProveGone([new LeakScanner().ScanStream(new MemoryStream(), "empty")]).Status.ShouldBe(IncidentStepStatus.Done);
        resumed.Next.ShouldBeNull();
        resumed.Close();
        Directory.GetFiles(_laboratory[".secrets/.incident"]).ShouldBeEmpty();
    }

    /// <summary>The folder holds the key beside what is sealed with it.</summary>
    [Fact]
    public void The_journal_is_kept_out_of_git_in_a_folder_that_was_there_without_an_ignore_file()
    {
        Keep("database.password", Leaked);
        File.Exists(_laboratory[".secrets/.gitignore"]).ShouldBeFalse();

        using Incident incident = Begin(Scan("a.py", $"p = '{Leaked}'\n"));

        File.ReadAllText(_laboratory[".secrets/.gitignore"]).Split('\n').ShouldContain("*");
    }

    [Fact]
    public void One_that_is_only_looked_at_leaves_nothing()
    {
        Keep("database.password", Leaked);
        using (var incident = Incident.Begin(_laboratory.Load(), Scan("a.py", $"p = '{Leaked}'\n"), keepsJournal: false))
        {
            incident.Next.ShouldNotBeNull();
        }

        Directory.Exists(_laboratory[".secrets/.incident"]).ShouldBeFalse();
        Incident.Resume(_laboratory.Load()).ShouldBeNull();
    }

    [Theory]
    [InlineData("journal.json", "{ broken")]
    [InlineData("journal.json", "{ \"version\": 99 }")]
    [InlineData("key", "another")]
    public void A_journal_that_cannot_be_read_is_told(string file, string content)
    {
        Keep("database.password", Leaked);
        Begin(Scan("a.py", $"p = '{Leaked}'\n")).Dispose();
        File.WriteAllText(_laboratory[".secrets/.incident/" + file], content);

        Should.Throw<IncidentException>(() => Incident.Resume(_laboratory.Load())).Diagnostic.Id.ShouldBe("DJ7201");
    }

    [Fact]
    public void A_journal_of_a_former_format_says_so_and_what_to_do()
    {
        Keep("database.password", Leaked);
        Begin(Scan("a.py", $"p = '{Leaked}'\n")).Dispose();
        string journal = _laboratory[".secrets/.incident/journal.json"];
        File.WriteAllText(journal, """{ "version": 1, "begun": "2026-01-01T00:00:00+00:00", "steps": [], "entries": [] }""");

        Diagnostic found = Should.Throw<IncidentException>(() => Incident.Resume(_laboratory.Load())).Diagnostic;

        found.Message.ShouldEndWith("journal.json has the format 1 of another version of this program, which reads format 2");
        found.Hint.ShouldNotBeNull().ShouldContain("remove `.secrets/.incident/` and begin again");
    }

    [Fact]
    public void What_is_still_there_keeps_the_last_step_open()
    {
        Keep("database.password", Leaked);
        IReadOnlyList<Leak> leaks = Scan("a.py", $"p = '{Leaked}'\n");
        using Incident incident = Begin(leaks);

        IncidentStep step = incident.ProveGone([new LeakScanner(new LeakScannerOptions { KnownSecrets = incident.Secrets, KeepsCredentials = true })
            .ScanStream(new MemoryStream(Encoding.UTF8.GetBytes($"x = {Leaked}")), "b.txt")]);

        (step.Status, step.Note).ShouldBe((IncidentStepStatus.Open, "still in b.txt:1:5 known-value"));
    }

    [Fact]
    public void A_report_says_everything_but_the_secret()
    {
        Keep("database.password", Leaked);
        using Incident incident = Begin(Scan("a <b>|*.py", $"p = '{Leaked}'\n"));
        incident.Skip(IncidentStepKind.Rotate, "<script> | `x`");
        using StringWriter markdown = new();
        using StringWriter html = new();
        IncidentReport.WriteMarkdown(markdown, incident);
        IncidentReport.WriteHtml(html, incident);

        markdown.ToString().ShouldContain("| 1 | database.password | not committed | a \\<b\\>\\|\\*.py:1:6 |");
        html.ToString().ShouldContain("a &lt;b&gt;|*.py:1:6");
        html.ToString().ShouldNotContain("<script>");
        (markdown.ToString() + html).ShouldNotContain(Leaked);
    }

    private Incident Begin(params IReadOnlyList<Leak>[] leaks) => Incident.Begin(_laboratory.Load(), [.. leaks.SelectMany(each => each)]);

    private IReadOnlyList<Leak> Scan(string path, string text) =>
        new LeakScanner(new LeakScannerOptions { KnownSecrets = [_laboratory.Load().Database.Password!], KeepsCredentials = true })
            .ScanStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), path).Leaks;

    private void Keep(string key, string text)
    {
        Directory.CreateDirectory(_laboratory[".secrets"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(_laboratory[".secrets/" + key], text);
        File.SetUnixFileMode(_laboratory[".secrets/" + key], UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
