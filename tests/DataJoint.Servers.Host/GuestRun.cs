using System.Diagnostics;

namespace DataJoint.Servers.Host;

/// <summary>
/// Runs a command beside MariaDB without TLS and names the server to it in the variable for that: for tests that cannot start one, as under Wine. MySQL's and
/// PostgreSQL's logins need what Wine's cryptography does not do (RSA with a public key, PBKDF2).
/// </summary>
internal static class GuestRun
{
    /// <summary>Runs what follows <c>--</c>.</summary>
    /// <returns>The command's exit code.</returns>
    public static async Task<int> RunAsync(string[] words)
    {
        string[] command = words[(Array.IndexOf(words, "--") + 1)..];
        ProcessStartInfo start = new(command[0], command[1..]);
        try
        {
            DatabaseServer server = await MariaDbServer.SharedAsync();
            start.Environment[MariaDbServer.Variable] = FormattableString.Invariant($"{server.User}:{server.Password}@{server.Host}:{server.Port}");
        }
        catch (UnavailableException missing)
        {
            await Console.Error.WriteLineAsync(missing.Reason);
        }

        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        await StartedServers.EndAsync();
        return process.ExitCode;
    }
}
