using System.Text.RegularExpressions;
using DataJoint.Configuration;

namespace DataJoint.Checks.Tests;

public sealed partial class CheckListTests : IDisposable
{
    private const string Server = """{ "database.host": "127.0.0.1:1", "stores": { "main": { "protocol": "file", "location": "data" } } }""";

    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_ids_are_stable()
    {
        CheckReport report = await _project.CheckAsync(ServerContact.None);

        report.Results.Select(result => result.Id)
            .ShouldBe(["load", "settings", "stores", "permissions", "git-ignore", "git-tracked", "git-credentials", "python", "database"]);
        report.IsOk.ShouldBeTrue();
        report.Project.Root.ShouldBeNull();
    }

    [Fact]
    public void A_server_is_asked_more_and_a_store_has_a_check_of_its_own()
    {
        _project.With("datajoint.json", Server).With(".secrets/database.user", "ana").With(".secrets/database.password", "CANARY-password");

        IdsFor(ServerContact.Read).ShouldBe(
        [
            "load", "settings", "stores", "permissions", "git-ignore", "git-tracked", "git-credentials", "python",
            "database", "database-tls", "database-rights", "database-clock", "store:main",
        ]);
        IdsFor(ServerContact.None).ShouldNotContain("database-tls");
    }

    [Fact]
    public void Every_check_has_an_id_for_scripts_and_a_name_for_people()
    {
        IReadOnlyList<ICheck> checks = CheckList.Create(_project.With("datajoint.json", Server).Load());

        checks.ShouldAllBe(check => Id().IsMatch(check.Id) && check.Name.Length > 0);
        checks.Select(check => check.Id).ShouldBeUnique();
        checks.Select(check => check.Name).ShouldBeUnique();
    }

    [Fact]
    public async Task Another_check_is_a_class_and_a_line()
    {
        ConfigurationSnapshot snapshot = _project.With("datajoint.json", """{ "jobs.stale_timeout": 5 }""").Load();
        ICheck[] checks =
        [
            .. CheckList.Create(snapshot),
            new StaleTimeoutCheck(),
        ];

        CheckReport report = await CheckRunner.RunAsync(
            checks, new CheckContext(snapshot, _project.HostEnvironment) { Contact = ServerContact.None }, TestContext.Current.CancellationToken);

        CheckResult added = report.Results[^1];
        added.ToString().ShouldBe("stale-timeout Warn: jobs are stale after 5 s (Run: djc config set jobs.stale_timeout 3600)");
        added.Name.ShouldBe("time-out of jobs");
        report.Diagnostics.ShouldContain(found => found.Origin!.ToString() == "datajoint.json:1:25");
        report.Count(CheckStatus.Warn).ShouldBe(1);
    }

    private IEnumerable<string> IdsFor(ServerContact contact)
    {
        ConfigurationSnapshot snapshot = _project.Load();
        CheckContext context = new(snapshot, _project.HostEnvironment) { Contact = contact };
        return CheckList.Create(snapshot).Where(check => check.AppliesTo(context)).Select(check => check.Id);
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*(:[a-z]+)?$")]
    private static partial Regex Id();

    private sealed class StaleTimeoutCheck : ICheck
    {
        private static readonly DiagnosticRule Short = new(
            "LAB0001", DiagnosticSeverity.Warning, "Jobs count as stale too soon", "A job of this laboratory takes a minute.", "Raise `jobs.stale_timeout`.");

        public string Id => "stale-timeout";

        public string Name => "time-out of jobs";

        public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
        {
            ResolvedSetting setting = context.Snapshot.Find("jobs.stale_timeout");
            int seconds = setting.Value.AsInteger();
            if (seconds >= 60)
            {
                return Task.FromResult(CheckOutcome.Pass($"jobs are stale after {seconds} s"));
            }

            Diagnostic found = new(
                Short, $"jobs are stale after {seconds} s", "Run: djc config set jobs.stale_timeout 3600", setting.Origin);
            return Task.FromResult(CheckOutcome.Warn(found.Message, found.Hint, [found]));
        }
    }
}
