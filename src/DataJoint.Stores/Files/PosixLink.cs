using System.Runtime.InteropServices;

namespace DataJoint.Stores.Files;

/// <summary>POSIX's hard link: it never replaces.</summary>
internal static partial class PosixLink
{
    /// <summary>Gives a file a second name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="link">The new name.</param>
    /// <returns>False when something has that name; null when the file system has no such links, or for another reason.</returns>
    public static bool? TryCreate(string path, string link) =>
        Create(path, link) == 0 ? true
        : Marshal.GetLastPInvokeError() == Errno.Exists ? false
        : null;

#if NET
    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string path, string link);
#else
    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Create(string path, string link);
#endif
}
