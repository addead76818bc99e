using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>References to what is made for one program and ends with it or soon after: invalid for whoever reads it later.</summary>
internal static class ShortLivedSecrets
{
    /// <summary>Leases, which are revoked when djc ends, login tokens (15 minutes) and keys of a role (an hour).</summary>
    private static readonly string[] Schemes = ["vaultdb", "rdsiam", "awssts"];

    /// <summary>Refuses them.</summary>
    /// <exception cref="CommandException">There is one among the settings.</exception>
    public static void Check(IEnumerable<ResolvedSetting> settings)
    {
        string[] found = [.. settings.Where(IsOne).Select(setting => Display.Sanitize(setting.Key))];
        if (found.Length > 0)
        {
            throw new CommandException(
                ExitCode.Failure, $"{string.Join(", ", found)} cannot be exported: what the reference gives is short-lived, and would no longer be valid where it is read",
                "--keep-references exports the reference, for a program that resolves it; djc run gives it to a program when that starts");
        }
    }

    private static bool IsOne(ResolvedSetting setting) =>
        setting.Reference is string text && SecretReference.TryParse(text, out SecretReference? reference, out _) && Schemes.Contains(reference.Scheme, StringComparer.Ordinal);
}
