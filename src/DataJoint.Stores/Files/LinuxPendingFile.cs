using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>A hidden file in the object's own folder, which is held open: renaming it in there cannot be led elsewhere.</summary>
internal sealed class LinuxPendingFile(SafeFileHandle folder, SafeFileHandle handle, FileFaults faults, PendingName name) : IPendingFile
{
    private bool _gone;

    public SafeFileHandle Handle => handle;

    // Only a hint: whether everything arrived is for the commit to find out.
    public void BeginWriteBack(long offset, long length) => _ = LinuxCalls.BeginWriteBack(handle, offset, length);

    public FileFacts Commit()
    {
        RandomAccess.FlushToDisk(handle);
        FileFacts facts = LinuxCalls.Stat(handle, "", out int error) ?? throw faults.FromErrno(error, name.Object);
        if (name.Overwrite)
        {
            Check(LinuxCalls.Rename(folder, name.Temporary, folder, name.Leaf));
            _gone = true;
        }
        else
        {
            ShowUnlessTaken();
        }

        using SafeFileHandle? readable = LinuxCalls.OpenIn(folder, ".", LinuxCalls.ReadOnly | LinuxCalls.Directory, 0, out _);
        FolderSync.Sync(readable, faults, name.Object);
        return facts;
    }

    public void Dispose()
    {
        if (!_gone)
        {
            // A failure has nobody to tell: what is left is hidden and reserved, and the write's own fault is on its way.
            _ = LinuxCalls.Unlink(folder, name.Temporary, 0);
            _gone = true;
        }

        handle.Dispose();
        folder.Dispose();
    }

    private void ShowUnlessTaken()
    {
        if (LinuxCalls.RenameWithoutReplacing(folder, name.Temporary, name.Leaf) == 0)
        {
            _gone = true;
            return;
        }

        // NFS and others do not know that flag, but have hard links, which never replace either.
        if (Marshal.GetLastPInvokeError() is var error && error != Errno.Invalid && error != Errno.NoSuchCall)
        {
            throw Fault(error);
        }

        Check(LinuxCalls.Link(folder, name.Temporary, folder, name.Leaf, 0));
    }

    private void Check(int result)
    {
        if (result < 0)
        {
            throw Fault(Marshal.GetLastPInvokeError());
        }
    }

    private StoreException Fault(int error) => error switch
    {
        Errno.Exists when !name.Overwrite => faults.AlreadyExists(name.Object),
        Errno.NoEntry => faults.Disappeared(name.Object),
        Errno.NotPermitted when !name.Overwrite => faults.NoExclusiveWrite(name.Object),
        _ when error == Errno.NotSupported => faults.NoExclusiveWrite(name.Object),
        _ => faults.FromErrno(error, name.Object),
    };
}
