using System.Text;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Records;

/// <summary>A file of its own outside <c>.secrets/</c> that holds the password and nothing else: one that <c>DJ_PASS_FILE</c> names, or of a mounted folder.</summary>
/// <param name="keys">The settings of the login.</param>
/// <param name="path">The file, absolute.</param>
/// <param name="userPath">The file of the user or the key's id, absolute; null when it is not in one.</param>
internal sealed class FileRecord(LoginKeys keys, string path, string? userPath = null) : CredentialRecord(keys)
{
    public override string Place => RecordFile.Show(path);

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
            RecordFile.Write(file, RecordFile.Read(file, Configuration.Editing.ProjectEditor.MaxSecretBytes));
        }
    }

    /// <summary>Of two files the secret goes first: whoever reads between the two renames is refused, and reads again.</summary>
    public override Task<string> WriteAsync(Login next, Login former, bool withUser, CancellationToken cancellationToken)
    {
        (string, byte[]) secret = (path, Encoding.UTF8.GetBytes(next.Password.Reveal() + "\n"));
        if (!withUser)
        {
            RecordFile.WriteTogether([secret]);
            return Task.FromResult(Place);
        }

        RecordFile.WriteTogether([secret, (userPath!, Encoding.UTF8.GetBytes(next.User + "\n"))]);
        return Task.FromResult($"{Place} and {RecordFile.Show(userPath!)}");
    }
}
