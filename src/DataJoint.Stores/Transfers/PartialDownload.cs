using DataJoint.Stores.Files;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Transfers;

/// <summary>
/// A file under a name that can be foreseen, which an earlier attempt may have left. Others who may write into the folder can put something
/// there too; so no link is followed, and no file of somebody else is filled.
/// </summary>
internal static class PartialDownload
{
    /// <summary>Opens what was left, or creates it.</summary>
    /// <exception cref="IOException">A link has the name, or somebody else's file, or another process has it open.</exception>
    public static SafeFileHandle Open(string path)
    {
        try
        {
            // A new file never comes to be where a link leads.
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            return Take(path);
        }
    }

    private static SafeFileHandle Take(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw Foreign(path);
        }

        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return IsTrusted(handle, path) ? handle : throw Foreign(path);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static bool IsTrusted(SafeFileHandle handle, string path)
    {
        if (LinuxKernel.IsAvailable)
        {
            return LinuxKernel.IsOwnFileAt(path, handle);
        }

#if NET
        if (!OperatingSystem.IsWindows())
        {
            // Only the owner may set the mode; others are refused.
            File.SetUnixFileMode(handle, File.GetUnixFileMode(handle));
        }

        return new FileInfo(path).LinkTarget is null;
#else
        return OpenFile.IsOwn(handle.Stream.SafeFileHandle) && new FileInfo(path).LinkTarget is null;
#endif
    }

    private static IOException Foreign(string path) =>
        new($"'{path}' is where an unfinished download would be, but it is a link or belongs to somebody else. Remove it.");
}
