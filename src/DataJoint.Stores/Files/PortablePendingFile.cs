using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>A hidden file that is moved to its name by path. <c>Leaf</c> and <c>Temporary</c> of the name are whole paths here.</summary>
internal sealed class PortablePendingFile(SafeFileHandle handle, FileFaults faults, PendingName name) : IPendingFile
{
    private const int Attempts = 60;
    private const int LongestPause = 50; // milliseconds; two seconds in all

    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';
    private bool _gone;

    public SafeFileHandle Handle => handle;

    public void BeginWriteBack(long offset, long length)
    {
        // Neither Windows nor macOS has a call for it; the content goes to the disk when it is committed, or sooner by itself.
    }

    public FileFacts Commit()
    {
        RandomAccess.FlushToDisk(handle);
        var facts = new FileFacts(FolderEntryKind.File, RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle), null);

        // Windows moves no file that is open for writing.
        handle.Dispose();
        Show();
        FolderSync.Sync(Path.GetDirectoryName(name.Leaf)!, faults, name.Object);
        return facts;
    }

    private void Show()
    {
        if (name.Overwrite)
        {
            Replace();
        }
        else if (!NoReplaceRename.TryTake(name.Temporary, name.Leaf))
        {
            throw faults.AlreadyExists(name.Object);
        }

        _gone = true;
    }

    /// <summary>Windows refuses to replace a file that somebody reads at that moment, and most readers are soon done.</summary>
    private void Replace()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                File.Move(name.Temporary, name.Leaf, overwrite: true);
                return;
            }
            catch (UnauthorizedAccessException) when (IsWindows && attempt < Attempts && File.Exists(name.Leaf))
            {
                Thread.Sleep(Math.Min(attempt, LongestPause));
            }
        }
    }

    public void Dispose()
    {
        handle.Dispose();
        if (_gone)
        {
            return;
        }

        try
        {
            File.Delete(name.Temporary);
        }
        catch (Exception exception) when (FileFaults.IsFileFault(exception))
        {
            // Nobody to tell: what is left is hidden and reserved, and the write's own fault is on its way.
        }

        _gone = true;
    }
}
