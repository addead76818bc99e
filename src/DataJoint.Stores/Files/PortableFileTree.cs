using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>
/// The files below a location by the runtime's own calls: Windows, macOS, and Linux where <c>openat2</c> is missing or forbidden.
/// Links are resolved here, segment by segment, before a path is used.
/// </summary>
/// <remarks>Between that look and the use of the path somebody who can write below the location can swap a folder for a link.</remarks>
internal sealed class PortableFileTree(string location, FileFaults faults) : IFileTree
{
    private readonly LinkResolver _links = new(location, faults);

    public FileFacts? Stat(string name) => Guard(name, () => StatPath(_links.Resolve(name)));

    public string? ETagOf(SafeFileHandle handle) => null;

    public SafeFileHandle? OpenRead(string name) => Guard(name, () =>
    {
        string path = _links.Resolve(name);
        try
        {
            return Directory.Exists(path) || IsBelowFile(path)
                ? null
                : File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    });

    public IPendingFile Create(string name, bool overwrite) => Guard(name, () =>
    {
        using var grown = new CreatedDirectories(faults, name);
        for (int attempt = 1; ; attempt++)
        {
            WriteTarget.Check(this, faults, name, StatPath(_links.Resolve(name)), overwrite);
            try
            {
                // A link is replaced itself, not what it points at, as on Linux.
                PortablePendingFile pending = CreateFor(_links.ResolveParent(name), name, overwrite, grown);
                grown.SyncFor(pending);
                return pending;
            }
            catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException && attempt < CreatedDirectories.Attempts)
            {
                // The folder was removed in between. Windows calls that a missing file while the removal is under way.
            }
        }
    })!;

    public void Delete(string name) => Guard(name, () =>
    {
        if (StatPath(_links.Resolve(name)) is { Kind: FolderEntryKind.File })
        {
            File.Delete(_links.ResolveParent(name));
        }

        return "";
    });

    public IFolderReader? OpenFolder(string folder) => Guard(folder, () =>
    {
        string path = folder.Length == 0 ? location : _links.Resolve(folder);
        return Directory.Exists(path) ? new PortableFolderReader(this, path, folder, faults) : null;
    });

    public void RemoveFolderIfEmpty(string folder) => Guard(folder, () =>
    {
        string path = _links.ResolveParent(folder);
        try
        {
            // A link is not a folder: Windows, and Mono, would remove the link.
            if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
            {
                Directory.Delete(path, recursive: false);
            }
        }
        catch (IOException)
        {
            // Not empty, or gone already.
        }

        return "";
    });

    private static FileFacts? StatPath(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileFacts(FolderEntryKind.File, file.Length, file.LastWriteTimeUtc, null)
            : Directory.Exists(path) ? new FileFacts(FolderEntryKind.Folder, 0, Directory.GetLastWriteTimeUtc(path), null)
            : null;
    }

    // Windows reports a path through a file as a missing folder, POSIX as another fault.
    private static bool IsBelowFile(string path) => Path.GetDirectoryName(path) is { } above && !Directory.Exists(above);

    private void CreateFolder(string folder, string name, CreatedDirectories grown)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        string? above = Path.GetDirectoryName(folder);
        if (File.Exists(folder) || above is null)
        {
            throw faults.FileInTheWay(name);
        }

        CreateFolder(above, name, grown);
        Directory.CreateDirectory(folder);
        grown.Add(above);
    }

    private PortablePendingFile CreateFor(string target, string name, bool overwrite, CreatedDirectories grown)
    {
        string folder = Path.GetDirectoryName(target)!;
        CreateFolder(folder, name, grown);
        string temporary = Path.Combine(folder, ObjectName.NewTemporaryName());
        SafeFileHandle handle = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        return new PortablePendingFile(handle, faults, new PendingName(name, target, temporary, overwrite));
    }

    private void CheckLocation()
    {
        for (string? path = location; path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
            {
                throw faults.LocationIsNoFolder();
            }
        }
    }

    private T? Guard<T>(string name, Func<T?> call)
        where T : class
    {
        try
        {
            CheckLocation();
            return call();
        }
        catch (Exception exception) when (FileFaults.IsFileFault(exception))
        {
            throw faults.FromException(exception, name.Length == 0 ? null : name);
        }
    }

    private FileFacts? Guard(string name, Func<FileFacts?> call) => (FileFacts?)Guard<object>(name, () => call());
}
