using DataJoint.Configuration;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Settings;

/// <summary>What a server asks for before it lets anybody in.</summary>
internal static class ServerCredentials
{
    /// <summary>Reports a missing user. Whether a password is needed is for the server to say.</summary>
    /// <exception cref="ConnectionException">It is missing.</exception>
    public static void Check(ConfigurationSnapshot snapshot)
    {
        if (!HasUser(snapshot.Database))
        {
            throw new ConnectionException([MissingUser(snapshot)]);
        }
    }

    /// <summary>Whether somebody is named, or a reference to where the name is kept.</summary>
    public static bool HasUser(DatabaseSettings database) => !string.IsNullOrEmpty(DescribeUser(database));

    /// <summary>The user, or the reference to where the name is kept; null without either.</summary>
    public static string? DescribeUser(DatabaseSettings database) =>
        database.UserReference is { IsResolved: false } reference ? reference.Reference ?? Secret.Mask : database.User;

    /// <summary>Nobody to log in as, and every place that could say so.</summary>
    public static Diagnostic MissingUser(ConfigurationSnapshot snapshot) => new(
        DatabaseRules.MissingUser, "database.user is not set, so there is nobody to log in as",
        "It belongs in .secrets/ (djc secrets set database.user) or in datajoint.json (djc config set database.user NAME). Or set DJ_USER or DJ_USER_FILE." + Environments(snapshot));

    /// <summary>No password where the server demands one, and every place that could give it.</summary>
    public static Diagnostic MissingPassword(ConfigurationSnapshot snapshot, string? refusal = null) => new(
        DatabaseRules.MissingPassword, refusal is null ? "database.password is not set" : refusal + ", and database.password is not set",
        "It belongs in .secrets/database.password: djc secrets set database.password. Or set DJ_PASS or DJ_PASS_FILE." + Environments(snapshot));

    private static string Environments(ConfigurationSnapshot snapshot)
    {
        IReadOnlyList<string> known = snapshot.Project.Environment is null ? snapshot.ListEnvironments() : [];
        return known.Count == 0 ? "" : $" No environment is chosen, and there are files for: {string.Join(", ", known)} (--env NAME, or DJ_ENV).";
    }
}
