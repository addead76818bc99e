using System.Text;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Files;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Records;

/// <summary>A file of its own outside <c>.secrets/</c> that holds the password and nothing else: one that <c>DJ_PASS_FILE</c> names, or of a mounted folder.</summary>
/// <param name="keys">The settings of the login.</param>
/// <param name="path">The file, absolute.</param>
/// <param name="userPath">The file of the user or the key's id, absolute; null when it is not in one.</param>
internal sealed class FileRecord(LoginKeys keys, string path, string? userPath = null) : CredentialRecord(keys)
{
    public override string Place => Show(path);

    public override string Folder => Path.GetDirectoryName(path)!;

    public override string JournalName => Path.GetFileName(path);

    /// <summary>Writes what is there once more: a file of a read-only mount, or of somebody else's, is found out now.</summary>
    public override void Check(bool withUser)
    {
        if (withUser && userPath is null)
        {
            throw new RotationException(
                RotationRules.Impossible, $"{Keys.Both} would change together, and {Place} holds one of them alone",
                "Keep both in .secrets/datajoint.json, which is replaced at once.");
        }

        foreach (string file in withUser ? [path, userPath!] : new[] { path })
        {
            FileContent content = FileReading.Read(file, Configuration.Editing.ProjectEditor.MaxSecretBytes);
            if (content.Bytes is null || content.Facts.Kind != EntryKind.File)
            {
                throw new RotationException(RotationRules.Impossible, $"{Show(file)} cannot be read again: {content.Failure ?? "it is not a file"}", "Look at the file.");
            }

            Write(file, content.Bytes);
        }
    }

    /// <summary>The secret first: whoever reads between the two writes is refused, and reads again.</summary>
    public override Task<string> WriteAsync(Login next, Login former, bool withUser, CancellationToken cancellationToken)
    {
        Write(path, Encoding.UTF8.GetBytes(next.Password.Reveal() + "\n"));
        try
        {
            if (withUser)
            {
                Write(userPath!, Encoding.UTF8.GetBytes(next.User + "\n"));
            }
        }
        catch (Configuration.Editing.ConfigurationEditException)
        {
            Write(path, Encoding.UTF8.GetBytes(former.Password.Reveal() + "\n"));
            throw;
        }

        return Task.FromResult(withUser ? $"{Place} and {Show(userPath!)}" : Place);
    }

    private static string Show(string file) => Display.Sanitize(file, 400);

    private static void Write(string file, byte[] content)
    {
        string folder = Path.GetDirectoryName(file)!;
        SafeTarget.CheckDirectory(folder, Show(folder));
        string target = SafeTarget.Resolve(file, Show(file), followLinks: false);
        using var taken = EditLock.Take(folder);
        AtomicFile.Write(target, content, AtomicFile.SharedMode); // as whoever made it meant it: owner, group and mode stay
    }
}
