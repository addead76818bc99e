namespace DataJoint.Leaks.Tests;

/// <summary>The directory that all of this is in.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(directory, "DataJoint.slnx")))
        {
            directory = System.IO.Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("not inside the repository");
        }

        return directory;
    }
}
