using DataJoint.Checks.Runs;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Git;

namespace DataJoint.Checks.Repairs;

/// <summary>Adds the line <c>.secrets/</c> to the repository's .gitignore when git does not ignore the secrets.</summary>
internal static class IgnoreRepair
{
    /// <summary>Adds it, if need be. Whether that helped, the check that follows finds out.</summary>
    public static async Task RunAsync(ProjectLocation project, RepairReport report, CancellationToken cancellationToken)
    {
        if (project.Root is not string root || project.SecretsDirectory is not string secrets || new DirectoryInfo(secrets).LinkTarget is not null)
        {
            return;
        }

        try
        {
            if (GitRepository.Open(root) is GitRepository repository
                && (await repository.ListNotIgnoredAsync(SecretFiles.ListPaths(secrets), cancellationToken).ConfigureAwait(false)).Count > 0
                && new ProjectEditor(project).IgnoreSecrets() is FileEdit { Outcome: not EditOutcome.Kept } edit)
            {
                report.AddIgnoreRule($"added .secrets/ to {Display.Sanitize(edit.Path)}");
            }
        }
        catch (GitException)
        {
            // The check that follows meets the same and says so.
        }
        catch (ConfigurationEditException refused)
        {
            report.AddIgnoreRule($"nothing ({refused.Message})");
        }
    }
}
