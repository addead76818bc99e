using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Permissions;

/// <summary>Refuses a project that anybody could have put where it was found, as in <c>/tmp</c>, and warns of one that only belongs to somebody else.</summary>
internal static class ProjectTrust
{
    public static void Check(ProjectLocation project, DiagnosticBag diagnostics)
    {
        if (project.Root is null || FindPlanted(project, OwnersOf, static () => PosixFile.CurrentUser) is not (string path, long planter))
        {
            WarnOfForeign(project, diagnostics);
            return;
        }

        if (IsJudged(path))
        {
            diagnostics.Add(
                PermissionRules.PlantedProject,
                $"{Display.Quote(path)} belongs to another user (id {planter}) in a directory that anyone can write to, so the project in {Display.Quote(project.Root)} is not used",
                "Copy the project into a directory of your own.", new Origin(ProjectFileNames.Config));
        }
    }

    /// <summary>What another user owns where anyone can write: the root or start directory itself, or a file of the project in the root.</summary>
    /// <param name="project">The project, with a root.</param>
    /// <param name="owners">The facts of a path, links followed, and who owns the link itself.</param>
    /// <param name="user">The current user; asked only where there are owners.</param>
    /// <returns>The path and its owner, or null.</returns>
    public static (string Path, long Owner)? FindPlanted(ProjectLocation project, Func<string, (EntryFacts Facts, long LinkOwner)> owners, Func<long> user)
    {
        string root = project.Root!;
        EntryFacts directory = owners(root).Facts;
        List<string> suspects = [];
        if (directory.IsWritableByAnyone)
        {
            suspects.AddRange([root, Path.Combine(root, ProjectFileNames.Config), Path.Combine(root, ProjectFinder.SecretsDirectoryName)]);
            if (project.Environment is string environment)
            {
                suspects.Add(Path.Combine(root, ProjectFileNames.ForEnvironment(environment)));
            }
        }

        if (project.StartDirectory != root && owners(project.StartDirectory).Facts.IsWritableByAnyone)
        {
            suspects.Add(project.StartDirectory);
        }

        foreach (string path in suspects)
        {
            // A link of another user's chooses which of the user's own files is taken for the project's.
            (EntryFacts facts, long linkOwner) = owners(path);
            foreach (long owner in (long[])[facts.Owner, linkOwner])
            {
                if (owner > 0 && owner != user())
                {
                    return (path, owner);
                }
            }
        }

        return null;
    }

    private static (EntryFacts Facts, long LinkOwner) OwnersOf(string path) => (FileReading.Stat(path), FileReading.FindOwner(path));

    private static void WarnOfForeign(ProjectLocation project, DiagnosticBag diagnostics)
    {
        long owner = project.ConfigFacts.Owner;
        if (owner > 0 && project.Root != project.StartDirectory && owner != PosixFile.CurrentUser && IsJudged(project.ConfigFile!))
        {
            diagnostics.Add(
                PermissionRules.ForeignProject,
                $"{ProjectFileNames.Config} in {Display.Quote(project.Root!)}, above the start directory, belongs to another user (id {owner})",
                "Name the directory with --project if you trust it.", new Origin(ProjectFileNames.Config));
        }
    }

    /// <summary>A read-only mount was arranged by an administrator; and an owner says nothing where the file system keeps none.</summary>
    private static bool IsJudged(string path) => MountTable.Find(path) is not { IsReadOnly: true } and not { KeepsModes: false };
}
