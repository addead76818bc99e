using DataJoint.Configuration;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Settings;

/// <summary>What a server asks for before it lets anybody in.</summary>
internal static class ServerCredentials
{
    /// <summary>Reports a missing user and a missing password together.</summary>
    /// <exception cref="ConnectionException">One of them is missing.</exception>
    public static void Check(DatabaseSettings database)
    {
        List<Diagnostic> missing = [];
        if (string.IsNullOrEmpty(database.User))
        {
            missing.Add(new Diagnostic(
                DatabaseRules.MissingUser, "database.user is not set, so there is nobody to log in as",
                "It belongs in datajoint.json: djc config set database.user NAME. Or set DJ_USER, or write .secrets/database.user."));
        }

        // An empty password is one: some servers let local accounts in without.
        if (database.Password is null)
        {
            missing.Add(new Diagnostic(
                DatabaseRules.MissingPassword, "database.password is not set",
                "It belongs in .secrets/database.password: djc secrets set database.password. Or set DJ_PASS."));
        }

        if (missing.Count > 0)
        {
            throw new ConnectionException(missing);
        }
    }
}
