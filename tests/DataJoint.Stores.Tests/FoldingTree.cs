using DataJoint.Stores.Files;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Tests;

/// <summary>A tree on a file system that folds case and the two spellings of é, as APFS does. Only for looking.</summary>
internal sealed class FoldingTree(params string[] names) : IFileTree
{
    public int FoldersRead { get; private set; }

    public FileFacts? Stat(string name) => Entries().Any(entry => Fold(entry) == Fold(name))
        ? new FileFacts(FolderEntryKind.File, 0, default, null)
        : null;

    public IFolderReader? OpenFolder(string folder)
    {
        FoldersRead++;
        string prefix = folder.Length == 0 ? "" : Fold(folder) + "/";
        return new Reader(Entries()
            .Where(entry => Fold(entry).StartsWith(prefix, StringComparison.Ordinal))
            .Select(entry => entry.Split('/')[prefix.Count(c => c == '/')])
            .Distinct());
    }

    public string? ETagOf(SafeFileHandle handle) => throw new NotSupportedException();

    public SafeFileHandle? OpenRead(string name) => throw new NotSupportedException();

    public IPendingFile Create(string name, bool overwrite) => throw new NotSupportedException();

    public void Delete(string name) => throw new NotSupportedException();

    public void RemoveFolderIfEmpty(string folder) => throw new NotSupportedException();

    private static string Fold(string name) => name.Replace("e\u0301", "é", StringComparison.Ordinal).ToUpperInvariant();

    // The objects and the folders on the way to them.
    private IEnumerable<string> Entries() => names.SelectMany(name =>
        Enumerable.Range(0, name.Length + 1).Where(end => end == name.Length || name[end] == '/').Select(end => name[..end])).Distinct();

    private sealed class Reader(IEnumerable<string> entries) : IFolderReader
    {
        private readonly Queue<string> _entries = new(entries);

        public bool TryRead(out FolderEntry entry)
        {
            bool read = _entries.TryDequeue(out string? name);
            entry = new FolderEntry(name ?? "", FolderEntryKind.Unknown);
            return read;
        }

        public FileFacts? Stat(FolderEntry entry) => null;

        public void Dispose()
        {
        }
    }
}
