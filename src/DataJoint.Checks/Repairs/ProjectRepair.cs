using DataJoint.Checks.Repairs;
using DataJoint.Configuration;

namespace DataJoint.Checks;

/// <summary>Repairs what is certain to be wrong: who may read <c>.secrets/</c>, and that git ignores it. Neither secrets nor settings are changed.</summary>
public static class ProjectRepair
{
    /// <summary>
    /// Takes from group and others what they may do with <c>.secrets/</c> and the files in it that are read, and adds <c>.secrets/</c> to the
    /// repository's .gitignore when git does not ignore it. The checks that follow find out whether that was enough.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="cancellationToken">Ends it between two changes.</param>
    /// <returns>What was changed and what could not be, for <see cref="CheckContext.Repairs"/>.</returns>
    public static async Task<RepairReport> RunAsync(ProjectLocation project, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        RepairReport report = new();
        PermissionRepair.Run(project, report);
        await IgnoreRepair.RunAsync(project, report, cancellationToken).ConfigureAwait(false);
        return report;
    }
}
