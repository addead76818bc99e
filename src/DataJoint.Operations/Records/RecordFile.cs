using DataJoint.Configuration;
using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Files;

namespace DataJoint.Operations.Records;

/// <summary>A file outside <c>.secrets/</c> that a rotation writes: replaced at once, as whoever made it meant it. Owner, group and mode stay.</summary>
internal static class RecordFile
{
    public static string Show(string file) => Display.Sanitize(file, 400);

    /// <summary>What is there.</summary>
    /// <exception cref="RotationException">It is not a file, or cannot be read.</exception>
    public static byte[] Read(string file, int maxBytes)
    {
        FileContent content = FileReading.Read(file, maxBytes);
        return content.Bytes is not null && content.Facts.Kind == EntryKind.File
            ? content.Bytes
            : throw new RotationException(RotationRules.Impossible, $"{Show(file)} cannot be read again: {content.Failure ?? "it is not a file"}", "Look at the file.");
    }

    /// <summary>Replaces it.</summary>
    /// <exception cref="Configuration.Editing.ConfigurationEditException">It cannot be, or others could put a file of their own there.</exception>
    public static void Write(string file, byte[] content) => WriteTogether([(file, content)]);

    /// <summary>Replaces several, one right after the other: each is written to the end before the first is renamed.</summary>
    /// <exception cref="Configuration.Editing.ConfigurationEditException">One cannot be replaced. When that shows at its rename alone, those before it are.</exception>
    public static void WriteTogether(IReadOnlyList<(string File, byte[] Content)> files)
    {
        List<IDisposable> open = [];
        try
        {
            foreach (string folder in files.Select(each => Path.GetDirectoryName(each.File)!).DistinctBy(IdentityOf).Order(StringComparer.Ordinal))
            {
                SafeTarget.CheckDirectory(folder, Show(folder));
                open.Add(EditLock.Take(folder));
            }

            List<PreparedFile> prepared = [];
            foreach ((string file, byte[] content) in files)
            {
                prepared.Add(AtomicFile.Prepare(SafeTarget.Resolve(file, Show(file), followLinks: false), content, AtomicFile.SharedMode));
                open.Insert(0, prepared[^1]);
            }

            prepared.ForEach(each => each.Replace());
            prepared.ForEach(each => each.Sync());
        }
        finally
        {
            open.ForEach(each => each.Dispose());
        }
    }

    /// <summary>One folder may have two names, and is locked once.</summary>
    private static string IdentityOf(string folder) =>
        FileReading.Stat(folder).Identity is not 0 and long known ? known.ToString(System.Globalization.CultureInfo.InvariantCulture) : folder;
}
