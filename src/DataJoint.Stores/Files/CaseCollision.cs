using System.Text;

namespace DataJoint.Stores.Files;

/// <summary>
/// Finds out whether a name that the file system knows is really spelled so there. One that folds case or Unicode normal forms (APFS,
/// NTFS, exFAT, ext4 folders with the casefold flag) answers to several spellings, and a write would replace another object.
/// </summary>
internal static class CaseCollision
{
    /// <summary>
    /// What the file system takes this name for, in words, or <see langword="null"/> when it is spelled so. The name must exist.
    /// </summary>
    public static string? Find(IFileTree tree, string name)
    {
        for (int end = name.Length; end > 0; end = name.LastIndexOf('/', end - 1))
        {
            int slash = name.LastIndexOf('/', end - 1);
            string folder = slash < 0 ? "" : name[..slash];
            string segment = name[(slash + 1)..end];
            if (MayBeFolded(tree, folder, segment) && FindInFolder(tree, folder, segment) is { } twin)
            {
                return twin;
            }
        }

        return null;
    }

    // The cheap question first. For ASCII it is whether the other case is there too. For the rest it cannot be asked without knowing
    // the file system's tables, so the folder is read.
    private static bool MayBeFolded(IFileTree tree, string folder, string segment)
    {
        if (!Ascii.IsValid(segment))
        {
            return true;
        }

        string swapped = string.Create(segment.Length, segment, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = char.IsAsciiLetter(source[i]) ? (char)(source[i] ^ 0x20) : source[i];
            }
        });
        return swapped != segment && tree.Stat(Join(folder, swapped)) is not null;
    }

    private static string? FindInFolder(IFileTree tree, string folder, string segment)
    {
        string? twin = null;
        using IFolderReader? reader = tree.OpenFolder(folder);
        while (reader is not null && reader.TryRead(out FolderEntry entry))
        {
            if (entry.Name == segment)
            {
                return null;
            }

            if (IsAnotherSpelling(entry.Name, segment))
            {
                twin = $"'{Join(folder, entry.Name)}'";
            }
        }

        // Without ICU (InvariantGlobalization) normal forms cannot be compared; that the name is not listed as such is enough.
        return twin ?? (tree.Stat(Join(folder, segment)) is null ? null : "another one");
    }

    private static bool IsAnotherSpelling(string left, string right) =>
        left.Equals(right, StringComparison.OrdinalIgnoreCase)
        || left.Normalize().Equals(right.Normalize(), StringComparison.OrdinalIgnoreCase);

    private static string Join(string folder, string segment) => folder.Length == 0 ? segment : folder + "/" + segment;
}
