using DataJoint.Configuration.Files;

namespace DataJoint.Configuration;

/// <summary>
/// A file that a setting or a variable names: the one way to read it, and to look at it before a library opens it by itself. Only regular files are opened:
/// a pipe would block for ever, and a device such as <c>/dev/zero</c> never ends.
/// </summary>
public static class NamedFile
{
    /// <summary>Reads all of it.</summary>
    /// <param name="path">The absolute path; links are followed.</param>
    /// <param name="max">The most bytes that such a file has.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="FileNotFoundException">Nothing has this path.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="IOException">It is not a regular file, or too large; the message says what it is, and is to be read after the path.</exception>
    public static byte[] Read(string path, int max)
    {
        FileContent content = FileReading.Read(path, max);
        CheckKind(content.Facts.Kind);
        return content.Bytes
            ?? throw (content.Failure == Libc.Describe(Libc.EAcces) ? new UnauthorizedAccessException(content.Failure) : new IOException(content.Failure));
    }

    /// <summary>Reads all of it as text: UTF-8, with or without a byte-order mark.</summary>
    /// <param name="path">The absolute path; links are followed.</param>
    /// <param name="max">The most bytes that such a file has.</param>
    /// <returns>Its text.</returns>
    /// <exception cref="FileNotFoundException">Nothing has this path.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="IOException">It is not a regular file, or too large; the message says what it is, and is to be read after the path.</exception>
    public static string ReadText(string path, int max)
    {
        using StreamReader reader = new(new MemoryStream(Read(path, max)), System.Text.Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Looks at a file that somebody else opens. One that is missing is fine.</summary>
    /// <param name="path">The absolute path; links are followed.</param>
    /// <param name="max">The most bytes that it may have; by default any number.</param>
    /// <returns>What is wrong with it, to be read after the path; or null.</returns>
    public static string? FindProblem(string path, int max = int.MaxValue)
    {
        EntryFacts facts = FileReading.Stat(path);
        return facts.Kind is EntryKind.Missing or EntryKind.Denied ? null
            : facts.Kind != EntryKind.File ? Explain(facts.Kind)
            : max < int.MaxValue && facts.Size > max ? FileReading.TooLarge(max) : null;
    }

    /// <summary>What something is, with its article.</summary>
    internal static string Describe(EntryKind kind) => kind switch
    {
        EntryKind.Directory => "a directory",
        EntryKind.Fifo => "a FIFO",
        EntryKind.Socket => "a socket",
        EntryKind.CharacterDevice => "a character device",
        EntryKind.BlockDevice => "a block device",
        EntryKind.BrokenLink => "a link that leads nowhere",
        _ => "a device",
    };

    private static void CheckKind(EntryKind kind)
    {
        switch (kind)
        {
            case EntryKind.File:
                break;
            case EntryKind.Missing:
                throw new FileNotFoundException("it does not exist");
            case EntryKind.Denied:
                throw new UnauthorizedAccessException("permission denied");
            default:
                throw new IOException(Explain(kind));
        }
    }

    private static string Explain(EntryKind kind) => $"it is {Describe(kind)}, and a regular file is expected";
}
