using System.Text;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Files;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Records;

/// <summary>A file of its own outside <c>.secrets/</c> that holds the password and nothing else: one that <c>DJ_PASS_FILE</c> names, or of a mounted folder.</summary>
/// <param name="path">The file, absolute.</param>
internal sealed class FileRecord(string path) : CredentialRecord
{
    public override string Place => Display.Sanitize(path, 400);

    public override string Folder => Path.GetDirectoryName(path)!;

    public override string JournalName => Path.GetFileName(path);

    /// <summary>Writes what is there once more: a file of a read-only mount, or of somebody else's, is found out now.</summary>
    public override void Check(bool withUser)
    {
        if (withUser)
        {
            throw new RotationException(
                RotationRules.Impossible, $"the user would change together with the password, and {Place} holds the password alone",
                "Keep both in .secrets/datajoint.json, which is replaced at once.");
        }

        FileContent content = FileReading.Read(path, Configuration.Editing.ProjectEditor.MaxSecretBytes);
        if (content.Bytes is null || content.Facts.Kind != EntryKind.File)
        {
            throw new RotationException(RotationRules.Impossible, $"{Place} cannot be read again: {content.Failure ?? "it is not a file"}", "Look at the file.");
        }

        Write(content.Bytes);
    }

    public override Task<string> WriteAsync(Login next, Login former, bool withUser, CancellationToken cancellationToken)
    {
        Write(Encoding.UTF8.GetBytes(next.Password.Reveal() + "\n"));
        return Task.FromResult(Place);
    }

    private void Write(byte[] content)
    {
        SafeTarget.CheckDirectory(Folder, Display.Sanitize(Folder, 400));
        string target = SafeTarget.Resolve(path, Place, followLinks: false);
        using var taken = EditLock.Take(Folder);
        AtomicFile.Write(target, content, AtomicFile.SharedMode); // as whoever made it meant it: owner, group and mode stay
    }
}
