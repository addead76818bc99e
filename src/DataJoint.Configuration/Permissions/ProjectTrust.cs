namespace DataJoint.Configuration;

/// <summary>Warns of a project that somebody else could have planted above the start directory, as in <c>/tmp</c>.</summary>
internal static class ProjectTrust
{
    internal static void Check(ProjectLocation project, Findings findings)
    {
        long owner = project.ConfigFacts.Owner;
        if (owner <= 0 || project.Root == project.StartDirectory || owner == PosixFile.CurrentUser)
        {
            return;
        }

        // A read-only mount was arranged by an administrator; and an owner says nothing where the file system keeps none.
        if (MountTable.Find(project.ConfigFile!) is not { IsReadOnly: true } and not { KeepsModes: false })
        {
            findings.Add(
                DiagnosticRules.ForeignProject,
                $"{ProjectFinder.ConfigFileName} in {Display.Quote(project.Root!)}, above the start directory, belongs to another user (id {owner})",
                "Name the directory with --project if you trust it.", new Origin(ProjectFinder.ConfigFileName));
        }
    }
}
