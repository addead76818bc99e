using System.Runtime.InteropServices;

namespace DataJoint.Configuration.Editing.Files;

/// <summary>A temporary file that lacks nothing but to be renamed. Removed when it is not.</summary>
internal sealed class PreparedFile(string temporary, string path) : IDisposable
{
    private static readonly bool IsLinux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    private bool _isReplaced;

    /// <summary>Renames it: from now on readers have the new content.</summary>
    /// <exception cref="ConfigurationEditException">It cannot be.</exception>
    public void Replace()
    {
        try
        {
            if (IsLinux)
            {
                PosixWriting.Replace(temporary, path);
            }
            else
            {
                ManagedWriting.Replace(temporary, path);
            }

            _isReplaced = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw error is ConfigurationEditException ? error : AtomicFile.CannotWrite(path, error.Message);
        }
    }

    /// <summary>Makes the rename lasting.</summary>
    public void Sync()
    {
        if (IsLinux)
        {
            PosixWriting.SyncDirectory(Path.GetDirectoryName(path)!);
        }
    }

    public void Dispose()
    {
        if (!_isReplaced)
        {
            AtomicFile.TryDelete(temporary);
        }
    }
}
