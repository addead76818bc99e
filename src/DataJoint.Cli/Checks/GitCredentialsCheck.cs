using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>Does a <c>datajoint*.json</c> that git tracks hold a credential? Files of environments that are not chosen count too.</summary>
internal sealed class GitCredentialsCheck(CheckSubject subject) : ICheck
{
    public string Id => "git-credentials";

    public string Name => "no credential in tracked files";

    public Task<CheckOutcome> RunAsync(CancellationToken cancellationToken) =>
        GitInspection.RunAsync(subject, (repository, root) => LookAsync(repository, root, cancellationToken));

    private static async Task<CheckOutcome> LookAsync(GitRepository repository, string root, CancellationToken cancellationToken)
    {
        DirectoryListing.TryList(root, out List<string> names, out _);
        List<string> candidates = [.. names.Where(n => n == ProjectFinder.ConfigFileName || SecretsDirectory.EnvironmentOf(n) is not null)];
        if (candidates.Count == 0)
        {
            return CheckOutcome.Skip("there is no datajoint.json");
        }

        IReadOnlyList<string> tracked = await repository.ListTrackedAsync(candidates, cancellationToken);
        List<Diagnostic> found = [.. tracked.SelectMany(name => FindCredentials(root, name))];
        if (found.Count > 0)
        {
            CheckOutcome failed = CheckOutcome.Fail(Listing.Join([.. found.Select(d => d.Message)], "; "), found.Count == 1 ? found[0].Hint : null);
            return failed with { Diagnostics = found };
        }

        return CheckOutcome.Pass(tracked.Count == 0
            ? $"git does not track {Listing.Join(candidates)} yet"
            : $"no credential in {Listing.Join([.. tracked])}");
    }

    private static IEnumerable<Diagnostic> FindCredentials(string root, string name)
    {
        ValueTable? table = JsonFile.Read(Path.Combine(root, name), name, SettingLayer.Project, new Findings(), out _);
        if (table is null)
        {
            yield break;
        }

        string? chosen = SecretsDirectory.EnvironmentOf(name);
        foreach ((string key, RawValue value) in TableValues.List(table))
        {
            if (value.Value is Secret { IsEmpty: false })
            {
                string shown = Display.Sanitize(key);
                yield return new Diagnostic(
                    DiagnosticRules.CredentialCommitted, $"{shown} is a credential in {value.Origin}, which git tracks; change it, since the history keeps it",
                    Remedy(key, chosen),
                    value.Origin);
            }
        }
    }

    private static string Remedy(string key, string? environment)
    {
        string? word = ShellWord.From(key);
        string? chosen = environment is null ? "" : ShellWord.From(environment) is string name ? " --env " + name : null;
        return word is null || chosen is null
            ? "Move the value to a file in .secrets/."
            : $"Run: djc secrets set {word}{chosen} && djc config unset {word}{chosen}";
    }
}
