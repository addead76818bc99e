using System.Runtime.CompilerServices;
using DataJoint.Stores.Files;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores;

/// <summary>Objects as files below a folder: protocol <c>file</c>.</summary>
/// <remarks>
/// <para>
/// An object is a file, the segments of its name but the last are folders. A write goes to a hidden file beside the target, is synced to
/// the disk, and only then takes the name; nothing half-written is ever visible.
/// </para>
/// <para>
/// Nothing leads out of the location. Links are followed only when they are relative and stay inside. On 64-bit Linux the kernel
/// guarantees that (<c>openat2</c>); elsewhere every path is checked before it is used.
/// </para>
/// <para>The location is made by the first write. Until then the store is empty.</para>
/// </remarks>
public sealed class FileObjectStore : IObjectStore, IFolderListing, IOmissionListing
{
    private const int ListPage = 256;

    private readonly FileFaults _faults;
    private readonly IFileTree _tree;
    private readonly OrphanCleanup? _sweep;

    /// <summary>Opens a store; nothing on the disk is touched yet.</summary>
    /// <param name="name">The store's name in the configuration.</param>
    /// <param name="location">The folder. <c>~</c> and variables are not expanded.</param>
    /// <param name="projectRoot">The folder from which a relative <paramref name="location"/> counts.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="location"/> is empty, or relative without a <paramref name="projectRoot"/>.
    /// </exception>
    public FileObjectStore(string name, string location, string? projectRoot = null)
        : this(name, Resolve(location, projectRoot), LinuxKernel.IsAvailable)
    {
    }

    internal FileObjectStore(string name, string location, bool kernelResolves)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Location = location;
        _faults = new FileFaults(name, location);
        _tree = kernelResolves ? LinuxKernel.CreateTree(location, _faults) : new PortableFileTree(location, _faults);
        _sweep = _tree is IOrphanTree beneath ? new OrphanCleanup(beneath) : null;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Protocol => "file";

    /// <summary>The folder, as an absolute path.</summary>
    public string Location { get; }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix = "", CancellationToken cancellationToken = default) =>
        WalkAsync(prefix, null, cancellationToken);

    /// <inheritdoc/>
    IAsyncEnumerable<ObjectInfo> IOmissionListing.ListAsync(string prefix, Action<StoreException> omitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(omitted);
        return WalkAsync(prefix, omitted, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ListEntry> ListFolderAsync(string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return ReadFolderAsync(folder, null, cancellationToken);
    }

    /// <inheritdoc/>
    IAsyncEnumerable<ListEntry> IOmissionListing.ListFolderAsync(string folder, Action<StoreException> omitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(omitted);
        return ReadFolderAsync(folder, omitted, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectInfo?> StatAsync(string name, CancellationToken cancellationToken = default)
    {
        ObjectName.Check(Name, name);
        FileFacts? facts = await Task.Run(() => _tree.Stat(name), cancellationToken).ConfigureAwait(false);
        return facts switch
        {
            { Kind: FolderEntryKind.File } file => file.ToInfo(name),
            { Kind: FolderEntryKind.Special } => throw _faults.NotAnObject(name),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenReadAsync(
        string name, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ObjectName.Check(Name, name);
        options = ReadOptions.ForCall(options);
        return await Task.Run(() => OpenRead(name, options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<WriteReceipt> WriteAsync(
        string name, Stream content, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ObjectName.Check(Name, name);
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanRead)
        {
            throw new ArgumentException("The content cannot be read.", nameof(content));
        }

        options = WriteOptions.ForCall(options);
        return await Task.Run(() => WriteFileAsync(name, content, options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        ObjectName.Check(Name, name);
        await Task.Run(() => _tree.Delete(name), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectInfo> CopyAsync(
        string source, string destination, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ObjectName.Check(Name, destination);
        options = WriteOptions.ForCall(options);
        if (source == destination && options.Overwrite && await StatAsync(source, cancellationToken).ConfigureAwait(false) is ObjectInfo same)
        {
            return same;
        }

        Stream content = await OpenReadAsync(source, null, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            return (await WriteAsync(destination, content, options, cancellationToken).ConfigureAwait(false)).Info;
        }
    }

    /// <summary>Does nothing: between calls the store holds nothing open.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: file store at {Location}";

    /// <summary>Removes a folder that holds nothing any more.</summary>
    internal void RemoveFolderIfEmpty(string folder) => _tree.RemoveFolderIfEmpty(folder);

    private static string Resolve(string location, string? projectRoot)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(location);
        if (!Path.IsPathFullyQualified(location) && projectRoot is null)
        {
            throw new ArgumentException("A relative location needs the project root from which it counts.", nameof(location));
        }

        string path = projectRoot is null ? Path.GetFullPath(location) : Path.GetFullPath(location, Path.GetFullPath(projectRoot));
        return Path.TrimEndingDirectorySeparator(path);
    }

    private async IAsyncEnumerable<ObjectInfo> WalkAsync(
        string prefix, Action<StoreException>? omit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectName.CheckPrefix(Name, prefix);
        using FolderWalk walk = await Task.Run(() => new FolderWalk(_tree, _faults, prefix, omit), cancellationToken).ConfigureAwait(false);
        var page = new List<ObjectInfo>(ListPage);
        for (bool more = true; more;)
        {
            page.Clear();
            more = await Task.Run(() => walk.Read(page, ListPage), cancellationToken).ConfigureAwait(false);
            foreach (ObjectInfo found in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return found;
            }
        }
    }

    private async IAsyncEnumerable<ListEntry> ReadFolderAsync(
        string folder, Action<StoreException>? omit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (folder.Length > 0)
        {
            ObjectName.Check(Name, folder);
        }

        using FolderLevel level = await Task.Run(() => new FolderLevel(_tree, _faults, folder, omit), cancellationToken).ConfigureAwait(false);
        var page = new List<ListEntry>(ListPage);
        for (bool more = true; more;)
        {
            page.Clear();
            more = await Task.Run(() => level.Read(page, ListPage), cancellationToken).ConfigureAwait(false);
            foreach (ListEntry found in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return found;
            }
        }
    }

    private ObjectReadStream OpenRead(string name, ReadOptions options)
    {
        SafeFileHandle handle = _tree.OpenRead(name) ?? throw _faults.NotFound(name);
        try
        {
            return options.ETag is not { } version || version == _tree.ETagOf(handle)
                ? new ObjectReadStream(handle, options.Range, _faults, name)
                : throw _faults.Changed(name);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private async Task<WriteReceipt> WriteFileAsync(string name, Stream content, WriteOptions options, CancellationToken cancellationToken)
    {
        using var sum = new ChecksumBuilder(options.Checksum);
        using IPendingFile pending = _tree.Create(name, options.Overwrite);
        await new ContentWriter(pending, sum, _faults, name) { Progress = options.Progress }.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            FileFacts facts = pending.Commit();
            _sweep?.Follow(name, facts.Modified);
            return new WriteReceipt(facts.ToInfo(name), sum.Finish());
        }
        catch (Exception exception) when (FileFaults.IsFileFault(exception))
        {
            throw _faults.FromException(exception, name);
        }
    }
}
