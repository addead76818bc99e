namespace DataJoint.Architecture.Tests;

public sealed class FileTests
{
    private const int Longest = 400;
    private const int MedianBelow = 60;

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Repository.Maintained.Where(file => file.Lines > Longest).Select(file => $"{file}: {file.Lines}").ShouldBeEmpty();

    [Fact]
    public void Half_of_the_shipped_files_are_shorter_than_60_lines()
    {
        int[] lengths = [.. Repository.Shipped.Select(file => file.Lines).Order()];
        lengths[lengths.Length / 2].ShouldBeLessThan(MedianBelow);
    }

    [Fact]
    public void A_file_holds_one_type() =>
        Repository.Shipped.Where(file => file.TopLevelTypes.Count() > 1).ShouldBeEmpty();

    [Fact]
    public void A_namespace_is_its_project_and_for_internal_types_the_folder() =>
        Repository.Maintained
            .SelectMany(file => file.Namespaces.Where(space => space.Name.ToString() != NamespaceOf(file)).Select(space => $"{file}: {space.Name}, expected {NamespaceOf(file)}"))
            .ShouldBeEmpty();

    [Fact]
    public void A_project_has_at_most_two_levels_of_folders() =>
        Repository.Shipped.Where(file => file.Depth > 2).ShouldBeEmpty();

    [Fact]
    public void There_are_no_regions() =>
        Repository.Maintained.Where(file => file.Text.Contains("\n#region", StringComparison.Ordinal) || file.Text.Contains(" #region ", StringComparison.Ordinal))
            .Where(file => file.Project != typeof(FileTests).Namespace)
            .ShouldBeEmpty();

    private static string NamespaceOf(SourceFile file)
    {
        string folder = FolderUse.FolderOf(file.Path);
        return Repository.Shipped.Contains(file) && folder is not ("." or "buildTransitive") && !file.IsPublic
            ? $"{file.Project}.{folder.Replace('/', '.')}"
            : file.Project;
    }
}
