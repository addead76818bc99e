using System.Globalization;
using DataJoint.Checks.Runs;
using DataJoint.Configuration;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Permissions;

namespace DataJoint.Checks.Repairs;

/// <summary>Takes from group and others what they may do with <c>.secrets/</c> and the files in it. The owner's own rights stay.</summary>
internal sealed class PermissionRepair
{
    private const UnixFileMode OwnerBits = (UnixFileMode)0xFC0; // with set-id and sticky bits, which are no matter of others' access

    private static readonly StringComparison NameComparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string _root;
    private readonly string _directory;
    private readonly RepairReport _report;
    private readonly IAccessLists? _access;

    private PermissionRepair(string root, string directory, RepairReport report, IAccessLists? access)
    {
        _access = access;
        _root = ProjectFinder.ResolveFully(root);
        _directory = directory;
        _report = report;
    }

    /// <summary>Repairs what it can inside the project; what a link brings in from outside is reported and left as it is.</summary>
    /// <param name="project">The project.</param>
    /// <param name="report">What is changed, and what could not be.</param>
    /// <param name="access">Access lists that count in place of modes; those of the system when it is null.</param>
    public static void Run(ProjectLocation project, RepairReport report, IAccessLists? access = null)
    {
        if (project.SecretsDirectory is string directory)
        {
            PermissionRepair repair = new(project.Root ?? directory, directory, report, access ?? AccessLists.OfSystem);
            repair.RepairAll();
        }
    }

    private void RepairAll()
    {
        Repair(_directory, ProjectFinder.SecretsDirectoryName, "0700");
        foreach (string name in SecretFiles.ListAll(_directory))
        {
            Repair(Path.Combine(_directory, name), $"{ProjectFinder.SecretsDirectoryName}/{Display.Sanitize(name)}", "0600");
        }
    }

    private void Repair(string path, string shown, string wanted)
    {
        EntryFacts facts = FileReading.Stat(path);
        bool isDirectory = facts.Kind == EntryKind.Directory;
        if (facts.Kind != (path == _directory ? EntryKind.Directory : EntryKind.File))
        {
            return;
        }

        try
        {
            if (_access is not null)
            {
                RepairAccessList(_access, path, shown, isDirectory);
            }
            else if (facts.IsOpenToOthers)
            {
                RepairMode(path, shown, facts, wanted);
            }
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            _report.AddUnrepaired($"{shown} could not be changed: permission denied");
        }
    }

    /// <summary>Looks again before it claims anything. Where no list is kept the check says so, and nothing is tried.</summary>
    private void RepairAccessList(IAccessLists access, string path, string shown, bool isDirectory)
    {
        if (access.Read(path).FindOtherReader() is not string reader
            || access.FindVolume(path) is { KeepsModes: false } || !StaysInProject(ProjectFinder.ResolveFully(path), shown))
        {
            return;
        }

        access.Restrict(path, isDirectory);
        if (access.Read(path).FindOtherReader() is string still)
        {
            _report.AddUnrepaired($"{shown} did not keep the access list that it was given, and can be read by {access.NameOf(still)}");
        }
        else
        {
            _report.AddPermission($"{shown} can no longer be read by {access.NameOf(reader)}");
        }
    }

    /// <summary>Through a link that leads out of the directory only what is the current user's own is changed.</summary>
    private void RepairMode(string path, string shown, EntryFacts facts, string wanted)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string target = ProjectFinder.ResolveFully(path);
        if (!StaysInProject(target, shown))
        {
            return;
        }

        bool leavesDirectory = path == _directory
            ? new DirectoryInfo(path).LinkTarget is not null
            : !target.StartsWith(ProjectFinder.ResolveFully(_directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (leavesDirectory && facts.Owner != PosixFile.CurrentUser)
        {
            _report.AddUnrepaired($"{shown} leads to {Display.Sanitize(target)}, which belongs to another user and was left as it is");
            return;
        }

        UnixFileMode before = File.GetUnixFileMode(target);
        File.SetUnixFileMode(target, before & OwnerBits);
        if (File.GetUnixFileMode(target) is UnixFileMode after && after != before)
        {
            _report.AddPermission($"{shown} {Octal(before)} -> {Octal(after)}");
        }

        if (FileReading.Stat(target).IsOpenToOthers && MountTable.Find(target) is not { KeepsModes: false })
        {
            _report.AddUnrepaired($"{shown} did not keep the mode {wanted}");
        }
    }

    /// <summary>A project that somebody else wrote could point at any file of the current user.</summary>
    private bool StaysInProject(string target, string shown)
    {
        bool stays = string.Equals(target, _root, NameComparison) || target.StartsWith(Path.TrimEndingDirectorySeparator(_root) + Path.DirectorySeparatorChar, NameComparison);
        if (!stays)
        {
            _report.AddUnrepaired($"{shown} leads out of the project to {Display.Sanitize(target, 400)}, which was left as it is");
        }

        return stays;
    }

    private static string Octal(UnixFileMode mode) =>
        Convert.ToString((int)mode & 0x1FF, 8).PadLeft(4, '0').ToString(CultureInfo.InvariantCulture);
}
