using System.Runtime.InteropServices;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Permissions;

namespace DataJoint.Configuration.Editing.Files;

/// <summary>Replaces files so that at any moment the old or the new content is there, whole, and with its final permissions.</summary>
internal static class AtomicFile
{
    /// <summary>For the owner alone.</summary>
    public const int SecretMode = 0x180; // 0600

    /// <summary>For everybody to read, as the user's umask allows.</summary>
    public const int SharedMode = 0x1B6; // 0666 before the umask

    private static readonly bool IsLinux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    /// <summary>Writes a file by way of a temporary one beside it. The caller holds the directory's <see cref="EditLock"/>.</summary>
    /// <param name="path">The file; when it is a link, the link is replaced, not its target.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="mode">The permissions of a new file; an existing one keeps its own, less what <paramref name="mode"/> forbids for a secret.</param>
    public static void Write(string path, byte[] content, int mode)
    {
        using PreparedFile prepared = Prepare(path, content, mode);
        prepared.Replace();
        prepared.Sync();
    }

    /// <summary>Writes the temporary file alone, to its end and onto the disk: all that is left is to rename it.</summary>
    public static PreparedFile Prepare(string path, byte[] content, int mode)
    {
        string directory = Path.GetDirectoryName(path)!;
        RemoveLeftOvers(directory, Path.GetFileName(path));
        string temporary = Path.Combine(directory, "." + Path.GetFileName(path) + "." + Guid.NewGuid().ToString("N") + ".tmp");
        try
        {
            if (IsLinux)
            {
                EntryFacts facts = FileReading.Stat(path);
                PosixWriting.Create(temporary, content, mode, facts);
            }
            else
            {
                ManagedWriting.Create(temporary, content, mode == SecretMode, path);
            }

            return new PreparedFile(temporary, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            throw error is ConfigurationEditException ? error : CannotWrite(path, error.Message);
        }
    }

    /// <summary>Removes a file, and makes sure that it stays removed.</summary>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationEditException.Refused($"{path} cannot be removed", "Check the permissions of its directory.");
        }

        if (IsLinux)
        {
            PosixWriting.SyncDirectory(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Creates a directory for the owner alone. One that exists stays as it is.</summary>
    public static void CreateSecretDirectory(string path)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path);
                AccessLists.OfSystem?.Restrict(path, isDirectory: true);
            }
        }
        else
        {
            PosixWriting.CreateDirectory(path, 0x1C0); // 0700
        }
    }

    public static ConfigurationEditException CannotWrite(string path, string reason) =>
        ConfigurationEditException.Refused($"{path} cannot be written: {reason}", "Check the permissions of its directory and the space on the disk.");

    /// <summary>What a killed edit left behind; no other edit is under way, since the lock is held.</summary>
    private static void RemoveLeftOvers(string directory, string name)
    {
        if (!DirectoryListing.TryList(directory, out List<string> names, out _))
        {
            return;
        }

        string prefix = "." + name + ".";
        foreach (string candidate in names)
        {
            if (candidate.Length == prefix.Length + 32 + ".tmp".Length
                && candidate.StartsWith(prefix, StringComparison.Ordinal) && candidate.EndsWith(".tmp", StringComparison.Ordinal))
            {
                TryDelete(Path.Combine(directory, candidate));
            }
        }
    }

    /// <summary>Removes what no reader knows.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is hidden, has the final permissions, and the next edit tries again.
        }
    }
}
