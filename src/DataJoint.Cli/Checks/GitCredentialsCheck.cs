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
        IReadOnlyList<string> tracked = [.. (await repository.ListTrackedHereAsync("datajoint*.json", cancellationToken)).Where(IsConfigFile)];
        IReadOnlyList<string> committed = [.. (await repository.ListCommittedHereAsync(cancellationToken)).Where(IsConfigFile)];
        List<Diagnostic> found = [];
        foreach (string name in tracked)
        {
            Add(found, FileReading.Read(Path.Combine(root, name), JsonFile.MostBytes).Bytes, name, "");
            Add(found, await repository.ReadAsync("", name, cancellationToken), name, "as it is staged, ");
        }

        foreach (string name in committed)
        {
            Add(found, await repository.ReadAsync("HEAD", name, cancellationToken), name, "as the last commit has it, ");
        }

        if (found.Count > 0)
        {
            CheckOutcome failed = CheckOutcome.Fail(Listing.Join([.. found.Select(d => d.Message)], "; "), found.Count == 1 ? found[0].Hint : null);
            return failed with { Diagnostics = found };
        }

        return tracked.Count > 0 ? CheckOutcome.Pass($"no credential in {Listing.Join([.. tracked])}") : Untracked(root);
    }

    private static CheckOutcome Untracked(string root)
    {
        DirectoryListing.TryList(root, out List<string> names, out _);
        List<string> files = [.. names.Where(IsConfigFile)];
        return files.Count == 0
            ? CheckOutcome.Skip("there is no datajoint.json")
            : CheckOutcome.Pass($"git does not track {Listing.Join(files)} yet");
    }

    private static bool IsConfigFile(string name) => name == ProjectFinder.ConfigFileName || SecretsDirectory.EnvironmentOf(name) is not null;

    /// <summary>Adds the credentials of one version of a file, unless another version of it has told of them already.</summary>
    private static void Add(List<Diagnostic> found, byte[]? bytes, string name, string version)
    {
        if (bytes is null or { Length: > JsonFile.MostBytes })
        {
            return;
        }

        ValueTable table = JsonSettings.Read(JsonSource.File(bytes, name, SettingLayer.Project), new Findings());
        foreach ((string key, RawValue value) in TableValues.List(table))
        {
            string told = $"{Display.Sanitize(key)} is a credential in {Display.Sanitize(name)}";
            if (value.Value is Secret { IsEmpty: false } && !found.Any(d => d.Message.StartsWith(told, StringComparison.Ordinal)))
            {
                Origin? origin = version.Length == 0 ? value.Origin : null;
                string place = version.Length == 0 ? value.Origin.ToString()[name.Length..] : "";
                found.Add(new Diagnostic(
                    DiagnosticRules.CredentialCommitted,
                    $"{told}{place}, {version}which git tracks; change it, since the history keeps it",
                    CredentialRemedy.For(key, name),
                    origin));
            }
        }
    }
}
