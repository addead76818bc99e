namespace DataJoint.Stores.Tests;

/// <summary>Links, where this user can make any that count.</summary>
internal static class SymbolicLink
{
    public static void Make(string path, string target)
    {
        try
        {
            File.CreateSymbolicLink(path, target);
        }
        catch (IOException) when (Path.DirectorySeparatorChar == '\\')
        {
            Assert.Skip("On Windows links are for administrators and developers.");
        }

        SkipWithout(new FileInfo(path));
    }

    public static void MakeFolder(string path, string target)
    {
        try
        {
            Directory.CreateSymbolicLink(path, target);
        }
        catch (IOException) when (Path.DirectorySeparatorChar == '\\')
        {
            Assert.Skip("On Windows links are for administrators and developers.");
        }

        SkipWithout(new DirectoryInfo(path));
    }

    private static void SkipWithout(FileSystemInfo link) =>
        Assert.SkipWhen(link.LinkTarget is null, "Wine makes links of Linux, which its programs cannot tell from what they lead to.");
}
