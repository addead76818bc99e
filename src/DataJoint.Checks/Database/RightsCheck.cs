using DataJoint.Configuration;
using DataJoint.Connections.Drivers;

namespace DataJoint.Checks.Database;

/// <summary>Who logs in, and does the account have no more rights than a pipeline needs?</summary>
internal sealed class RightsCheck : ServerCheck
{
    private const int Most = 300;

    public override string Id => "database-rights";

    public override string Name => "rights of the account in the database";

    protected override CheckOutcome Judge(ConfigurationSnapshot snapshot, ServerReport report, IReadOnlyList<Diagnostic> warnings)
    {
        string account = Display.Sanitize(report.User ?? "the account");
        string grants = Display.Sanitize(report.Grants ?? "unknown rights", Most);
        if (report.ExcessiveRight is not string right)
        {
            return CheckOutcome.Pass($"{account}: {grants}");
        }

        Diagnostic excessive = new(
            ServerRules.ExcessiveRights, $"{account} has {Display.Sanitize(right)}, far more than a pipeline needs",
            $"Give the pipeline an account with rights to its own databases, then the user ({snapshot.Find("database.user").DescribeChange().Replace(" VALUE", " NAME", StringComparison.Ordinal)}) and the password ({snapshot.Find("database.password").DescribeChange()}).",
            snapshot.Find("database.user").Origin);
        return CheckOutcome.Warn($"{excessive.Message}: {grants}", excessive.Hint, [excessive]);
    }
}
