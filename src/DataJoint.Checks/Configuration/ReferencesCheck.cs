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

        IReadOnlyList<SettingResolution> found = await FindAsync(context, cancellationToken).ConfigureAwait(false);
        SettingResolution[] failed = [.. found.Where(one => one.Failure is not null)];
        if (failed.Length == 0)
        {
            return CheckOutcome.Pass(Listing.Join([.. found.Select(Describe)], "; "));
        }

        Diagnostic[] told = [.. failed.Select(one => Tell(context.Snapshot, one))];
        string? hint = JoinHints(failed.Where(one => !IsToldByTrust(context.Snapshot, one)));
        return CheckOutcome.Fail(Listing.Join([.. told.Select(failure => failure.Message)], "; "), hint, told);
    }

    /// <summary>What fixes each of them, with the settings that it is meant for where there are several.</summary>
    private static string? JoinHints(IEnumerable<SettingResolution> failed)
    {
        IGrouping<string?, string>[] hints = [.. failed.GroupBy(one => one.Failure!.Diagnostic.Hint, one => Display.Sanitize(one.Key))];
        return hints.Length <= 1 ? hints.FirstOrDefault()?.Key : string.Join(" ", hints.Select(hint => $"{Listing.Join([.. hint], ", ")}: {hint.Key}"));
    }

    /// <summary>Whether this check tells what another one has met.</summary>
    public static async Task<bool> TellsAsync(CheckContext context, Diagnostic met, CancellationToken cancellationToken)
    {
        if (!ReferencesIn(context.Snapshot).Any())
        {
            return false;
        }

        try
        {
            return (await FindAsync(context, cancellationToken).ConfigureAwait(false)).Any(one => one.Failure?.Diagnostic is Diagnostic own
                && met.Message.Contains(own.Message, StringComparison.Ordinal));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false; // this check itself ran out of time, and says so
        }
    }

    /// <summary>What came of each reference; whoever asks first resolves them.</summary>
    private static Task<IReadOnlyList<SettingResolution>> FindAsync(CheckContext context, CancellationToken cancellationToken) =>
        context.ShareAsync((shared, token) => ConfigurationSnapshot.ResolveAsync([.. ReferencesIn(shared.Snapshot)], token), cancellationToken);

    private static Diagnostic Tell(ConfigurationSnapshot snapshot, SettingResolution one)
    {
        Diagnostic own = one.Failure!.Diagnostic;
        return IsToldByTrust(snapshot, one)
            ? new Diagnostic(own.Rule, $"{Display.Sanitize(one.Key)} is not read before its destination is trusted (see trust)", origin: own.Origin)
            : own;
    }

    /// <summary>Whether the check of destinations says what is to be confirmed. What a program prints goes wherever the program likes, so that is told here.</summary>
    private static bool IsToldByTrust(ConfigurationSnapshot snapshot, SettingResolution one) =>
        one.Failure?.Diagnostic.Rule.Id == SecretRules.UntrustedReference.Id
        && SecretReference.TryParse(one.Reference ?? "", out SecretReference? reference, out _) && reference.Scheme != SecretReference.ProgramScheme
        && snapshot.Context.Trust.FindUntrusted(snapshot.FlowsOfSetting(one.Key)).Count > 0;

    private static IEnumerable<ResolvedSetting> ReferencesIn(ConfigurationSnapshot snapshot) =>
        snapshot.ListSettings().Where(setting => setting.Value.AsSecret() is { IsResolved: false });

    private static string Describe(ResolvedSetting setting) => setting.Reference is string reference ? $"{setting.Key} ({Display.Sanitize(reference)})" : setting.Key;

    private static string Describe(SettingResolution resolution)
    {
        string what = resolution.Reference is string reference ? $"{resolution.Key} ({Display.Sanitize(reference)})" : resolution.Key;
        return resolution.Identity is string identity ? $"{what} read by {Display.Sanitize(identity)}" : what;
    }
}
