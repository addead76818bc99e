using DataJoint.Checks.Repairs;
using DataJoint.Configuration.Permissions;

namespace DataJoint.Checks.Tests;

/// <summary>Repairs of access lists, on a system that a test makes up.</summary>
public sealed class AccessListRepairTests : IDisposable
{
    private readonly TemporaryProject _project = new TemporaryProject().With("datajoint.json", "{}").With(".secrets/database.user", "ana");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void What_was_repaired_is_told_once_it_is_so()
    {
        RepairReport report = Repair(new TestAccessLists());

        report.Permissions.ShouldBe([".secrets can no longer be read by Everyone", ".secrets/database.user can no longer be read by Everyone"]);
        report.Unrepaired.ShouldBeEmpty();
    }

    [Fact]
    public void A_list_that_did_not_stay_is_no_repair()
    {
        RepairReport report = Repair(new TestAccessLists { Obeys = false });

        report.Permissions.ShouldBeEmpty();
        report.Unrepaired[0].ShouldBe(".secrets did not keep the access list that it was given, and can be read by Everyone");
        report.Unrepaired.Count.ShouldBe(2);
    }

    [Fact]
    public void Where_no_list_is_kept_nothing_is_tried()
    {
        TestAccessLists access = new() { Keeps = false };
        RepairReport report = Repair(access);

        report.Permissions.Concat(report.Unrepaired).Concat(access.Restricted).ShouldBeEmpty();
    }

    private RepairReport Repair(IAccessLists access)
    {
        RepairReport report = new();
        PermissionRepair.Run(_project.Load().Project, report, access);
        return report;
    }

    /// <summary>A system where everyone reads what is not restricted.</summary>
    private sealed class TestAccessLists : IAccessLists
    {
        public bool Keeps { get; init; } = true;

        public bool Obeys { get; init; } = true;

        public List<string> Restricted { get; } = [];

        public AccessList Read(string path) =>
            new("S-1-5-18", "S-1-5-18", Obeys && Restricted.Contains(path) ? [] : [new AccessEntry("S-1-1-0", true, 1)]);

        public void Restrict(string path, bool isDirectory) => Restricted.Add(path);

        public string NameOf(string user) => user == "S-1-1-0" ? "Everyone" : user;

        public MountPoint? FindVolume(string path) => new(@"E:\", "exFAT", IsReadOnly: false, Keeps);
    }
}
