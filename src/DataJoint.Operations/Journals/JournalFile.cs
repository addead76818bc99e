using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Files;

namespace DataJoint.Operations.Journals;

/// <summary>The journal of one credential, and the lock that keeps two rotations of it apart.</summary>
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
        string own = folder;
        foreach (string part in (ReadOnlySpan<string>)[FolderName, name])
        {
            own = Path.Combine(own, part);
            AtomicFile.CreateSecretDirectory(own);
            SafeTarget.CheckDirectory(SafeTarget.Resolve(own, own, followLinks: false), own);
        }

        return new JournalFile(EditLock.Take(own), Path.Combine(own, FileName));
    }

    /// <summary>What an interrupted rotation left, without a lock; null when there is nothing.</summary>
    public static RotationJournal? Look(string folder, string name) => Read(Path.Combine(folder, FolderName, name, FileName));

    /// <summary>What an interrupted rotation left, or null.</summary>
    /// <exception cref="RotationException">It cannot be read.</exception>
    public RotationJournal? Read() => Read(_path);

    /// <summary>Writes the journal, for the owner alone, and makes sure that it is there before anything else is done.</summary>
    public void Write(RotationJournal journal) =>
        AtomicFile.Write(
            SafeTarget.Resolve(_path, _path, followLinks: false), JsonSerializer.SerializeToUtf8Bytes(journal, JournalJson.Default.RotationJournal), AtomicFile.SecretMode);

    public void Remove() => AtomicFile.Delete(_path);

    public void Dispose() => _taken.Dispose();

    private static RotationJournal? Read(string path)
    {
        FileContent content = FileReading.Read(path, MaxBytes);
        if (content.IsMissing)
        {
            return null;
        }

        try
        {
            RotationJournal? journal = content.Bytes is null ? null : JsonSerializer.Deserialize(content.Bytes, JournalJson.Default.RotationJournal);
            if (journal is { Version: RotationJournal.CurrentVersion })
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
            "Run the program that began the rotation. If the recorded password works (djc sql 'SELECT 1'), the file can be removed.");
    }
}
