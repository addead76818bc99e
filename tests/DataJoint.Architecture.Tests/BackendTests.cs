namespace DataJoint.Architecture.Tests;

/// <summary>Connections know no driver; a backend's package is their friend, for the seam alone.</summary>
public sealed class BackendTests
{
    private static readonly string[] Seam = ["DataJoint.Connections.Drivers", "DataJoint.Connections.Faults", "DataJoint.Connections.Tls", "DataJoint.Connections.Waiting"];

    public static TheoryData<string> Backends { get; } =
        [.. Rooms.Order.Keys.Where(project => project.StartsWith("DataJoint.Connections.", StringComparison.Ordinal))];

    [Fact]
    public void Connections_refer_to_no_driver() =>
        Repository.Projects.Single(project => project.Name == "DataJoint.Connections").PackageReferences.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_backend_refers_to_one_driver(string project) =>
        Repository.Projects.Single(each => each.Name == project).PackageReferences.ShouldHaveSingleItem();

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_backend_uses_the_seam_and_no_other_internal_type(string project)
    {
        IReadOnlyList<string> used = FolderUse.InternalTypesOf("DataJoint.Connections", project);

        used.ShouldContain("DataJoint.Connections.Drivers.DatabaseDriver", "the compiler understands the code");
        used.Where(type => !Seam.Contains(type[..type.LastIndexOf('.')])).ShouldBeEmpty();
    }
}
