namespace DataJoint.Architecture.Tests;

/// <summary>Inside a project too, uses point one way: <see cref="Rooms"/> has the order.</summary>
public sealed class FolderDirectionTests
{
    public static TheoryData<string> Projects { get; } = [.. Rooms.Order.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_folder_has_a_place_in_the_order(string project) =>
        Repository.Shipped.Where(file => file.Project == project && !file.Path.Contains("/buildTransitive/", StringComparison.Ordinal))
            .Select(file => FolderUse.FolderOf(file.Path)).Distinct().ShouldBe(Rooms.Order[project], ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_uses_only_those_below_it(string project)
    {
        string[] order = Rooms.Order[project];
        IReadOnlyList<FolderUse> uses = FolderUse.In(project);

        uses.Where(use => Array.IndexOf(order, use.From) < Array.IndexOf(order, use.To))
            .Select(use => $"{use.From} is below {use.To}, but {use.File} uses {use.Type}").ShouldBeEmpty();
        (order.Length == 1 || uses.Count > 0).ShouldBeTrue("the compiler understands the code");
    }
}
