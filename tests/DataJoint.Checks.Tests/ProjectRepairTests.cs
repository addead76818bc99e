namespace DataJoint.Checks.Tests;

public sealed class ProjectRepairTests : IDisposable
{
    private readonly TemporaryProject _project = new TemporaryProject().With("datajoint.json", "{}").With(".secrets/database.user", "ana");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Permissions_are_repaired_and_the_checks_mention_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are a matter of POSIX");
        _project.Mode(".secrets/database.user", "0644");

        RepairReport repairs = await ProjectRepair.RunAsync(_project.Load().Project, TestContext.Current.CancellationToken);

        repairs.Permissions.ShouldBe([".secrets/database.user 0644 -> 0600"]);
        repairs.IgnoreRules.ShouldBeEmpty();
        repairs.Unrepaired.ShouldBeEmpty();
        CheckContext context = new(_project.Load(), _project.HostEnvironment) { Contact = ServerContact.None, Repairs = repairs };
        CheckReport report = await CheckRunner.RunAsync(CheckList.Create(context.Snapshot), context, TestContext.Current.CancellationToken);
        report.Results.Single(result => result.Id == "permissions").Outcome.Message.ShouldContain(".secrets/database.user 0644 -> 0600");
        report.IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_link_leads_to_is_found_as_the_system_finds_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are a matter of POSIX");
        using TemporaryProject other = new TemporaryProject().With("outside/key", "fake").With("inner/note", "").Mode("outside/key", "0644");

        // As text the link's target is .secrets/outside/key; the system goes up from where the inner link leads.
        _project.With(".secrets/outside/key", "fake");
        Directory.CreateSymbolicLink(_project.PathOf(".secrets/inner"), other.PathOf("inner"));
        File.CreateSymbolicLink(_project.PathOf(".secrets/database.password"), "inner/../outside/key");

        RepairReport repairs = await ProjectRepair.RunAsync(_project.Load().Project, TestContext.Current.CancellationToken);

        repairs.Permissions.ShouldBeEmpty();
        repairs.Unrepaired.ShouldHaveSingleItem().ShouldContain(".secrets/database.password leads out of the project");
        File.GetUnixFileMode(other.PathOf("outside/key")).ShouldBe((UnixFileMode)0b110_100_100);
    }

    [Fact]
    public async Task Where_all_is_well_nothing_is_changed()
    {
        RepairReport repairs = await ProjectRepair.RunAsync(_project.Load().Project, TestContext.Current.CancellationToken);

        repairs.Permissions.Concat(repairs.IgnoreRules).Concat(repairs.Unrepaired).ShouldBeEmpty();
    }
}
