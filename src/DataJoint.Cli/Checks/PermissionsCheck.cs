using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>Can nobody but the owner read the secrets? The load has looked; here it counts as a failure.</summary>
internal sealed class PermissionsCheck(CheckSubject subject) : ICheck
{
    public string Id => "permissions";

    public string Name => "permissions of .secrets/";

    /// <summary>Whether a finding of the load belongs here.</summary>
    public static bool IsAbout(Diagnostic diagnostic) =>
        diagnostic.Rule == DiagnosticRules.SecretsDirectoryOpen || diagnostic.Rule == DiagnosticRules.SecretFileOpen
        || diagnostic.Rule == DiagnosticRules.ForeignOwner || diagnostic.Rule == DiagnosticRules.ModesNotKept;

    public Task<CheckOutcome> RunAsync(CancellationToken cancellationToken) => Task.FromResult(Look());

    private CheckOutcome Look()
    {
        List<string> mended = subject.Repairs.Permissions;
        if (subject.IgnoresFiles)
        {
            return CheckOutcome.Skip(RepairReport.With(mended, "DJ_IGNORE_CONFIG_FILE keeps .secrets/ out"));
        }

        if (subject.Project.SecretsDirectory is null)
        {
            return CheckOutcome.Skip("there is no .secrets/");
        }

        List<Diagnostic> found = [.. subject.Snapshot.Diagnostics.Where(IsAbout).Select(d => d.AsStrict())];
        List<string> wrong = [.. found.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Message), .. subject.Repairs.Unmended];
        if (wrong.Count > 0)
        {
            bool canMend = mended.Count == 0 && subject.Repairs.Unmended.Count == 0 && found.Exists(d => d.Rule != DiagnosticRules.ForeignOwner);
            string message = RepairReport.With(mended, Listing.Join(wrong, "; "));
            return CheckOutcome.Fail(message, canMend ? "Run: djc check --fix" : found.FirstOrDefault()?.Hint) with { Diagnostics = found };
        }

        string good = found.Count > 0 ? found[0].Message : "only the owner can read .secrets/";
        return CheckOutcome.Pass(RepairReport.With(mended, good)) with { Diagnostics = found };
    }
}
