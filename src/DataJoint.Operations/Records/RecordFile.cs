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
    public static void Write(string file, byte[] content)
    {
        string folder = Path.GetDirectoryName(file)!;
        SafeTarget.CheckDirectory(folder, Show(folder));
        string target = SafeTarget.Resolve(file, Show(file), followLinks: false);
        using var taken = EditLock.Take(folder);
        AtomicFile.Write(target, content, AtomicFile.SharedMode);
    }
}
