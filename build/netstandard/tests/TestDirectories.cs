namespace DataJoint;

/// <summary>What tests do to folders, on .NET Framework.</summary>
internal static class TestDirectories
{
    extension(Directory)
    {
        public static void CreateSymbolicLink(string path, string target) => TestSystems.Link(path, target);

        public static DirectoryInfo CreateTempSubdirectory(string prefix) =>
            Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), prefix + Guid.NewGuid().ToString("N")));
    }
}
