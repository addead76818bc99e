using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Files;

namespace DataJoint.Operations.Journals;

/// <summary>The journal of one credential, and the lock that keeps two rotations of it apart. Without a journal the folder is gone afterwards.</summary>
internal sealed class JournalFile : IDisposable
{
    /// <summary>A folder beside the credential; loads skip names that begin with a dot.</summary>
    private const string FolderName = ".rotation";

    private const string FileName = "journal.json";

    private const int MaxBytes = 64 * 1024;

    private readonly EditLock _taken;
    private readonly string _path;

    private JournalFile(EditLock taken, string path) => (_taken, _path) = (taken, path);

    /// <summary>Waits for the lock.</summary>
    /// <param name="folder">The folder that the credential is kept in.</param>
    /// <param name="name">The credential's name.</param>
    /// <exception cref="Configuration.Editing.ConfigurationEditException">Nothing can be written there, or another rotation is under way.</exception>
    public static JournalFile Take(string folder, string name)
    {
        while (true)
        {
            string own = folder;
            foreach (string part in (ReadOnlySpan<string>)[FolderName, name])
            {
                own = Path.Combine(own, part);
                AtomicFile.CreateSecretDirectory(own);
                SafeTarget.CheckDirectory(SafeTarget.Resolve(own, own, followLinks: false), own);
            }

            EntryFacts before = FileReading.Stat(own);
            var taken = EditLock.Take(own);
            EntryFacts now = FileReading.Stat(own);
            if (now.Kind == EntryKind.Directory && now.Identity == before.Identity)
            {
                return new JournalFile(taken, Path.Combine(own, FileName));
            }

            taken.Dispose(); // another rotation has ended meanwhile, and removed it
        }
    }

    /// <summary>What an interrupted rotation left, without a lock; null when there is nothing.</summary>
    public static T? Look<T>(string folder, string name, JsonTypeInfo<T> form)
        where T : class, IJournal =>
        Read(Path.Combine(folder, FolderName, name, FileName), form);

    /// <summary>What an interrupted rotation left, or null.</summary>
    /// <exception cref="RotationException">It cannot be read.</exception>
    public T? Read<T>(JsonTypeInfo<T> form)
        where T : class, IJournal =>
        Read(_path, form);

    /// <summary>Writes the journal, for the owner alone, and makes sure that it is there before anything else is done.</summary>
    public void Write<T>(T journal, JsonTypeInfo<T> form) =>
        AtomicFile.Write(SafeTarget.Resolve(_path, _path, followLinks: false), JsonSerializer.SerializeToUtf8Bytes(journal, form), AtomicFile.SecretMode);

    public void Remove() => AtomicFile.Delete(_path);

    public void Dispose()
    {
        string own = Path.GetDirectoryName(_path)!;
        if (!File.Exists(_path))
        {
            RemoveWhenEmpty(own);
            RemoveWhenEmpty(Path.GetDirectoryName(own)!);
        }

        _taken.Dispose();
    }

    private static T? Read<T>(string path, JsonTypeInfo<T> form)
        where T : class, IJournal
    {
        FileContent content = FileReading.Read(path, MaxBytes);
        if (content.IsMissing)
        {
            return null;
        }

        try
        {
            T? journal = content.Bytes is null ? null : JsonSerializer.Deserialize(content.Bytes, form);
            if (journal is { Version: IJournal.CurrentVersion })
            {
                return journal;
            }
        }
        catch (JsonException)
        {
            // Told below: its message quotes what it cannot read.
        }

        throw new RotationException(
            RotationRules.Unfinished, $"{Display.Sanitize(path, 400)} is not the journal of a rotation that this program can read",
            "Run the program that began the rotation. If the recorded credential works (djc check), the file can be removed.");
    }

    private static void RemoveWhenEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Something is in it, or it is somebody else's: it stays.
        }
    }
}
