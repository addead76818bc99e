using DataJoint.Checks.Runs;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Permissions;

namespace DataJoint.Checks.Configuration;

/// <summary>Can nobody but the owner read the secrets? The load has looked; here it counts as a failure.</summary>
internal sealed class PermissionsCheck : ICheck
{
    public string Id => "permissions";

    public string Name => "permissions of .secrets/";

    /// <summary>Whether a finding of the load belongs here.</summary>
    public static bool IsAbout(Diagnostic diagnostic) =>
        diagnostic.Rule == PermissionRules.SecretsDirectoryOpen || diagnostic.Rule == PermissionRules.SecretFileOpen
        || diagnostic.Rule == PermissionRules.ForeignOwner || diagnostic.Rule == PermissionRules.ModesNotKept;

    public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken) => Task.FromResult(Inspect(context));

    private static CheckOutcome Inspect(CheckContext context)
    {
        IReadOnlyList<string> repaired = context.Repairs.Permissions;
        if (context.IgnoresFiles)
        {
            return CheckOutcome.Skip(RepairReport.With(repaired, "DJ_IGNORE_CONFIG_FILE keeps .secrets/ out"));
        }

        if (context.Project.SecretsDirectory is null)
        {
            return CheckOutcome.Skip("there is no .secrets/");
        }

        List<Diagnostic> found = [.. context.Snapshot.Diagnostics.Where(IsAbout).Select(d => d.AsStrict())];
        found.AddRange(FindUnread(context.Project.SecretsDirectory).Where(d => !found.Exists(known => SaysTheSame(known, d))));
        List<string> wrong = [.. found.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Message), .. context.Repairs.Unrepaired];
        if (wrong.Count > 0)
        {
            bool canRepair = repaired.Count == 0 && context.Repairs.Unrepaired.Count == 0 && found.Exists(d => d.Rule != PermissionRules.ForeignOwner);
            string message = RepairReport.With(repaired, Listing.Join(wrong, "; "));
            return CheckOutcome.Fail(message, canRepair ? "Run: djc check --fix" : found.FirstOrDefault()?.Hint, found);
        }

        string good = found.Count > 0 ? found[0].Message : "only the owner can read .secrets/";
        return CheckOutcome.Pass(RepairReport.With(repaired, good), hint: null, found);
    }

    /// <summary>That the file system keeps no permissions is said once, for whichever file it is found.</summary>
    private static bool SaysTheSame(Diagnostic known, Diagnostic other) =>
        known.Message == other.Message || (known.Rule == PermissionRules.ModesNotKept && other.Rule == PermissionRules.ModesNotKept);

    /// <summary>What a load does not read, such as the file of an environment that is not chosen, or a copy: it holds secrets all the same.</summary>
    private static IEnumerable<Diagnostic> FindUnread(string directory)
    {
        DiagnosticBag diagnostics = new();
        SecretPermissions permissions = new(FileReading.Stat(directory), diagnostics);
        foreach (string name in SecretFiles.ListAll(directory))
        {
            string path = Path.Combine(directory, name);
            permissions.CheckFile(path, $"{ProjectFinder.SecretsDirectoryName}/{name}", FileReading.Stat(path));
        }

        return diagnostics.ToList(strict: true);
    }
}
