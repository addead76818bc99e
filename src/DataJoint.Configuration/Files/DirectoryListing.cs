#if NET
using System.IO.Enumeration;
#endif

namespace DataJoint.Configuration.Files;

/// <summary>The names in a directory, in ordinal order.</summary>
internal static class DirectoryListing
{
    /// <summary>Lists the names of what is not known to be a directory.</summary>
    /// <returns>False, with the reason, when the directory cannot be read.</returns>
    public static bool TryList(string directory, out List<string> names, out string? failure)
    {
        names = [];
        failure = null;
        try
        {
#if NET
            FileSystemEnumerable<string> entries = new(
                directory,
                static (ref FileSystemEntry entry) => entry.FileName.ToString(),
                new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false });
            names.AddRange(entries);
#else
            foreach (string path in Directory.GetFileSystemEntries(directory))
            {
                names.Add(Path.GetFileName(path));
            }
#endif
            names.Sort(StringComparer.Ordinal);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            failure = "permission denied";
        }
        catch (IOException)
        {
            failure = "it cannot be listed";
        }

        return false;
    }
}
