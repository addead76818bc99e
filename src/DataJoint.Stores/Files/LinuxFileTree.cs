using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>
/// The files below a location on Linux. The kernel itself resolves every name below the location (<c>openat2</c>), so that no link,
/// however it is swapped in the middle of a call, leads out of it.
/// </summary>
internal sealed class LinuxFileTree(string location, FileFaults faults) : IOrphanTree
{
    private const int RemoveDirectory = 0x200;

    public FileFacts? Stat(string name)
    {
        using SafeFileHandle? root = OpenLocation();
        return root is null ? null : Stat(root, name);
    }

    public string? ETagOf(SafeFileHandle handle) => LinuxCalls.Stat(handle, "", out _)?.ETag;

    public SafeFileHandle? OpenRead(string name)
    {
        using SafeFileHandle? root = OpenLocation();
        if (root is null)
        {
            return null;
        }

        // Non-blocking, because opening a pipe would wait for its other end.
        SafeFileHandle? handle = LinuxCalls.OpenBeneath(root, name, LinuxCalls.ReadOnly | LinuxCalls.NonBlocking, out int error);
        if (handle is null)
        {
            // A socket, or a device without a driver, does not open at all.
            return IsNothing(error) ? null
                : throw (error == Errno.NoSuchDevice ? faults.NotAnObject(name) : faults.FromErrno(error, name));
        }

        FolderEntryKind? kind = LinuxCalls.Stat(handle, "", out _)?.Kind;
        if (kind == FolderEntryKind.File)
        {
            return handle;
        }

        handle.Dispose();
        return kind == FolderEntryKind.Folder ? null : throw faults.NotAnObject(name);
    }

    public IPendingFile Create(string name, bool overwrite)
    {
        using var grown = new CreatedDirectories(faults, name);
        for (int attempt = 0; attempt < CreatedDirectories.Attempts; attempt++)
        {
            using SafeFileHandle root = OpenLocation() ?? CreateLocation(name);
            WriteTarget.Check(this, faults, name, Stat(root, name), overwrite);
            if (TryCreateIn(root, name, overwrite, grown) is { } pending)
            {
                grown.SyncFor(pending);
                return pending;
            }
        }

        throw faults.Disappeared(name);
    }

    public void Delete(string name)
    {
        using SafeFileHandle? root = OpenLocation();
        switch (root is null ? null : Stat(root, name)?.Kind)
        {
            case FolderEntryKind.File:
                Unlink(root!, name, 0);
                break;
            case FolderEntryKind.Special:
                throw faults.NotAnObject(name);
        }
    }

    public IFolderReader? OpenFolder(string folder)
    {
        SafeFileHandle? root = OpenLocation();
        if (root is null)
        {
            return null;
        }

        string path = folder.Length == 0 ? "." : folder;
        SafeFileHandle? handle = LinuxCalls.OpenBeneath(root, path, LinuxCalls.ReadOnly | LinuxCalls.Directory, out int error);
        if (handle is not null)
        {
            return new LinuxFolderReader(root, handle, folder, faults);
        }

        root.Dispose();
        return IsNothing(error) ? null : throw faults.FromErrno(error, folder);
    }

    public void RemoveFolderIfEmpty(string folder)
    {
        using SafeFileHandle? root = OpenLocation();
        if (root is not null && Stat(root, folder)?.Kind == FolderEntryKind.Folder)
        {
            Unlink(root, folder, RemoveDirectory);
        }
    }

    public void RemoveLeftover(string folder, string segment, DateTimeOffset writtenBefore)
    {
        using SafeFileHandle? root = OpenLocation();
        using SafeFileHandle? parent = root is null ? null
            : LinuxCalls.OpenBeneath(root, folder.Length == 0 ? "." : folder, LinuxCalls.PathOnly | LinuxCalls.Directory, out _);
        using SafeFileHandle? file = parent is null ? null : LinuxCalls.OpenIn(parent, segment, LinuxCalls.WriteOnly | LinuxCalls.NonBlocking, 0, out _);
        if (file is not null && LinuxCalls.IsOwn(file)
            && LinuxCalls.Stat(file, "", out _) is { Kind: FolderEntryKind.File } facts && facts.Modified < writtenBefore
            && LinuxCalls.TryMarkInUse(file)
            && LinuxCalls.Stat(parent!, segment, out _)?.FileId == facts.FileId)
        {
            // One that cannot be removed stays, and harms nobody.
            _ = LinuxCalls.Unlink(parent!, segment, 0);
        }
    }

    private static bool IsNothing(int error) => error is Errno.NoEntry or Errno.NotADirectory;

    private static (string Folder, string Leaf) Split(string name)
    {
        int slash = name.LastIndexOf('/');
        return slash < 0 ? (".", name) : (name[..slash], name[(slash + 1)..]);
    }

    private SafeFileHandle? OpenLocation()
    {
        SafeFileHandle? root = LinuxCalls.Open(location, LinuxCalls.PathOnly | LinuxCalls.Directory, out int error);
        return root is not null || error == Errno.NoEntry ? root
            : error == Errno.NotADirectory ? throw faults.LocationIsNoFolder()
            : throw faults.FromErrno(error, null);
    }

    private SafeFileHandle CreateLocation(string name)
    {
        try
        {
            Directory.CreateDirectory(location);
        }
        catch (Exception exception) when (FileFaults.IsFileFault(exception))
        {
            throw File.Exists(location) ? faults.LocationIsNoFolder() : faults.FromException(exception, name);
        }

        using SafeFileHandle? parent = Path.GetDirectoryName(location) is { } path
            ? LinuxCalls.Open(path, LinuxCalls.ReadOnly | LinuxCalls.Directory, out _) : null;
        FolderSync.Sync(parent, faults, name);
        return OpenLocation() ?? throw faults.Disappeared(name);
    }

    private FileFacts? Stat(SafeFileHandle root, string name)
    {
        using SafeFileHandle? handle = LinuxCalls.OpenBeneath(root, name, LinuxCalls.PathOnly, out int error);
        if (handle is null)
        {
            return IsNothing(error) ? null : throw faults.FromErrno(error, name);
        }

        return LinuxCalls.Stat(handle, "", out error) ?? throw faults.FromErrno(error, name);
    }

    private LinuxPendingFile? TryCreateIn(SafeFileHandle root, string name, bool overwrite, CreatedDirectories grown)
    {
        (string folder, string leaf) = Split(name);
        SafeFileHandle? parent = OpenOrMakeFolder(root, folder, name, grown);
        string temporary = ObjectName.NewTemporaryName();
        int error = Errno.NoEntry;
        SafeFileHandle? handle = parent is null ? null
            : LinuxCalls.OpenIn(parent, temporary, LinuxCalls.WriteOnly | LinuxCalls.Create | LinuxCalls.Exclusive, 0x1B6, out error);
        if (handle is not null)
        {
            // Where that does not work, nobody can take the file for a leftover either.
            _ = LinuxCalls.TryMarkInUse(handle);
            return new LinuxPendingFile(parent!, handle, faults, new PendingName(name, leaf, temporary, overwrite));
        }

        parent?.Dispose();
        return error == Errno.NoEntry ? null : throw faults.FromErrno(error, name);
    }

    /// <summary>Opens the folder, making what is missing of it; <see langword="null"/> when one disappeared meanwhile.</summary>
    private SafeFileHandle? OpenOrMakeFolder(SafeFileHandle root, string folder, string name, CreatedDirectories grown)
    {
        SafeFileHandle? found = LinuxCalls.OpenBeneath(root, folder, LinuxCalls.PathOnly | LinuxCalls.Directory, out int error);
        if (found is not null || error != Errno.NoEntry)
        {
            return found ?? throw faults.FromErrno(error, name);
        }

        (string above, string leaf) = Split(folder);
        using SafeFileHandle? parent = folder == "." ? null : OpenOrMakeFolder(root, above, name, grown);
        if (parent is null)
        {
            return null;
        }

        if (LinuxCalls.MakeFolder(parent, leaf, 0x1FF) == 0)
        {
            grown.Add(LinuxCalls.OpenIn(parent, ".", LinuxCalls.ReadOnly | LinuxCalls.Directory, 0, out _));
        }
        else if (Marshal.GetLastPInvokeError() is var failure and not (Errno.Exists or Errno.NoEntry))
        {
            throw faults.FromErrno(failure, name);
        }

        found = LinuxCalls.OpenBeneath(root, folder, LinuxCalls.PathOnly | LinuxCalls.Directory, out error);
        return found is not null || error == Errno.NoEntry ? found : throw faults.FromErrno(error, name);
    }

    private void Unlink(SafeFileHandle root, string name, int flags)
    {
        (string folder, string leaf) = Split(name);
        using SafeFileHandle? parent = LinuxCalls.OpenBeneath(root, folder, LinuxCalls.PathOnly | LinuxCalls.Directory, out int error);
        if (parent is not null)
        {
            error = LinuxCalls.Unlink(parent, leaf, flags) < 0 ? Marshal.GetLastPInvokeError() : 0;
        }

        bool stillUsed = flags == RemoveDirectory && (error == Errno.NotEmpty || error == Errno.Exists);
        if (error != 0 && !IsNothing(error) && !stillUsed)
        {
            throw faults.FromErrno(error, name);
        }
    }
}
