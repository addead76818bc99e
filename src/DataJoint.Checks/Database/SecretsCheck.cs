using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Checks.Database;

/// <summary>Is every secret given that the settings need? Whether a password is needed, the server says.</summary>
internal sealed class SecretsCheck : ICheck
{
    public string Id => "secrets";

    public string Name => "secrets that nobody gives";

    /// <summary>Only where there is one.</summary>
    public bool AppliesTo(CheckContext context) => Needed(context).Any();

    public async Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        List<MissingSecret> missing = [.. Needed(context)];
        MissingSecret? password = missing.Find(secret => secret.Need == SecretNeed.NotGiven);
        string verdict = "";
        if (password is not null)
        {
            (bool isNeeded, verdict) = await AskAsync(context, cancellationToken).ConfigureAwait(false);
            if (!isNeeded)
            {
                missing.Remove(password);
            }
        }

        return missing.Count == 0
            ? CheckOutcome.Pass($"{password!.Key} is not given: {verdict}")
            : CheckOutcome.Fail($"{Listing.Join([.. missing.Select(secret => secret.Key)])} {(missing.Count == 1 ? "is" : "are")} not given", Remedy(missing[0]));
    }

    private static IEnumerable<MissingSecret> Needed(CheckContext context) => MissingSecrets.Find(context).Where(secret => secret.Need != SecretNeed.PlatformIdentity);

    private static async Task<(bool IsNeeded, string Verdict)> AskAsync(CheckContext context, CancellationToken cancellationToken)
    {
        if (context.Contact == ServerContact.None || !MissingSecrets.GivesUser(context.Snapshot))
        {
            return (false, "the server decides whether one is needed");
        }

        try
        {
            DatabaseFindings found = await DatabaseInspection.FindAsync(context, cancellationToken).ConfigureAwait(false);
            return found.Report is not null ? (false, "the account needs none")
                : (found.Failure!.Diagnostics.Any(d => d.Id == DiagnosticIds.DatabaseMissingPassword), "whether one is needed is not known, since the database cannot be opened");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, "whether one is needed is not known, since the database does not answer");
        }
    }

    /// <summary>The command for the usual place, and the other places.</summary>
    private static string Remedy(MissingSecret secret)
    {
        string others = string.Join(", ", secret.Places.Skip(1).Select(place => place.Name));
        string first = secret.Places.Count == 0 ? "djc secrets list --missing names the places"
            : secret.Places[0].Command is string command ? "Run: " + command
            : secret.Places[0].Name;
        return others.Length == 0 ? first + "." : $"{first}. Or give it in {others}; djc secrets list --missing has the commands.";
    }
}
