namespace DataJoint.Conformance.Tests;

/// <summary>The checkout that the tests were built in.</summary>
internal static class Checkout
{
    /// <summary>Its root: the nearest directory upwards that has the case files.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static IReadOnlyList<string> CaseFiles { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Root, "conformance", "cases"), "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal),
    ];

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "conformance", "cases")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"conformance/cases was not found above {start}");
    }
}
