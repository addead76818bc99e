using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Permissions;

/// <summary>Checks that nobody but the owner can read the secrets of a project.</summary>
internal sealed class SecretPermissions
{
    private readonly DiagnosticBag _diagnostics;
    private readonly EntryFacts _directory;
    private readonly IAccessLists? _access;
    private long? _currentUser;
    private bool _saidModesNotKept;

    /// <param name="directory">The facts of the directory.</param>
    /// <param name="diagnostics">Where findings go.</param>
    /// <param name="access">Access lists that count in place of modes; those of the system when it is null.</param>
    public SecretPermissions(EntryFacts directory, DiagnosticBag diagnostics, IAccessLists? access = null)
    {
        _access = access ?? AccessLists.OfSystem;
        _directory = directory;
        _diagnostics = diagnostics;
    }

    public void CheckDirectory(string path, string shown)
    {
        if (_access is not null)
        {
            CheckAccessList(_access, path, shown, PermissionRules.SecretsDirectoryOpen);
        }
        else
        {
            Check(path, shown, _directory, PermissionRules.SecretsDirectoryOpen, "0700");
        }
    }

    public void CheckFile(string path, string shown, EntryFacts facts)
    {
        if (facts.Kind != EntryKind.File)
        {
            return;
        }

        if (_access is not null)
        {
            CheckAccessList(_access, path, shown, PermissionRules.SecretFileOpen);
        }
        else
        {
            Check(path, shown, facts, PermissionRules.SecretFileOpen, "0600");
        }
    }

    private void Check(string path, string shown, EntryFacts facts, DiagnosticRule rule, string wanted)
    {
        bool foreign = facts.Owner > 0 && facts.Owner != (_currentUser ??= PosixFile.CurrentUser);
        if (!facts.IsOpenToOthers && !foreign)
        {
            return;
        }

        MountPoint? mount = MountTable.Find(ProjectFinder.ResolveFile(path) ?? path);
        if (facts.IsOpenToOthers)
        {
            if (mount is { KeepsModes: false })
            {
                SayModesNotKept(shown, mount.FileSystem);
                return;
            }

            string mode = Convert.ToString(facts.Mode & 0x1FF, 8).PadLeft(4, '0');
            _diagnostics.Add(
                rule, $"{shown} is open to others: its mode is {mode}, it should be {wanted}",
                "Run: djc check --fix" + (ShellWord.From(shown) is string word ? $" (or: chmod {wanted.Substring(1)} {word})" : ""), new Origin(shown));
        }

        if (foreign && mount is not { IsReadOnly: true } and not { KeepsModes: false })
        {
            _diagnostics.Add(
                PermissionRules.ForeignOwner, $"{shown} belongs to another user (id {facts.Owner})",
                "Copy it to a file of your own, or let its owner be the user that runs the program.", new Origin(shown));
        }
    }

    private void CheckAccessList(IAccessLists access, string path, string shown, DiagnosticRule rule)
    {
        if (access.Read(path).FindOtherReader() is not string reader)
        {
            return;
        }

        if (access.FindVolume(path) is { KeepsModes: false } volume)
        {
            SayModesNotKept(shown, volume.FileSystem);
        }
        else
        {
            _diagnostics.Add(
                rule, $"{shown} can be read by {access.NameOf(reader)}",
                "Run: djc check --fix"
                    + (ShellWord.From(shown) is string word ? $" (or remove the access: icacls {word} /inheritance:r /grant:r \"%USERNAME%:F\")" : ""),
                new Origin(shown));
        }
    }

    private void SayModesNotKept(string shown, string fileSystem)
    {
        if (!_saidModesNotKept)
        {
            _saidModesNotKept = true;
            _diagnostics.Add(
                PermissionRules.ModesNotKept,
                $"the file system of {shown} ({fileSystem}) does not keep permissions, so those of secrets cannot be judged",
                "Keep the project on a file system that has permissions.", new Origin(shown));
        }
    }
}
