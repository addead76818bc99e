using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Checks.Configuration;

/// <summary>Can every secret be had that a setting refers to, and who reads it?</summary>
internal sealed class ReferencesCheck : ICheck
{
    public string Id => "references";

    public string Name => "references to secrets";

    /// <summary>Only where a setting refers to a secret.</summary>
    public bool AppliesTo(CheckContext context) => ReferencesIn(context.Snapshot).Any();

    public async Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        ResolvedSetting[] settings = [.. ReferencesIn(context.Snapshot)];
        if (context.Contact == ServerContact.None)
        {
            return CheckOutcome.Skip($"not resolved: {Listing.Join([.. settings.Select(Describe)], "; ")}");
        }

        IReadOnlyList<SettingResolution> found = await ConfigurationSnapshot.ResolveAsync(settings, cancellationToken).ConfigureAwait(false);
        Diagnostic[] failures = [.. found.Select(one => one.Failure?.Diagnostic).OfType<Diagnostic>()];
        return failures.Length > 0
            ? CheckOutcome.Fail(Listing.Join([.. failures.Select(failure => failure.Message)], "; "), failures[0].Hint, failures)
            : CheckOutcome.Pass(Listing.Join([.. found.Select(Describe)], "; "));
    }

    private static IEnumerable<ResolvedSetting> ReferencesIn(ConfigurationSnapshot snapshot) =>
        snapshot.ListSettings().Where(setting => setting.Value.AsSecret() is { IsResolved: false });

    private static string Describe(ResolvedSetting setting) => setting.Reference is string reference ? $"{setting.Key} ({Display.Sanitize(reference)})" : setting.Key;

    private static string Describe(SettingResolution resolution)
    {
        string what = resolution.Reference is string reference ? $"{resolution.Key} ({Display.Sanitize(reference)})" : resolution.Key;
        return resolution.Identity is string identity ? $"{what} read by {Display.Sanitize(identity)}" : what;
    }
}
