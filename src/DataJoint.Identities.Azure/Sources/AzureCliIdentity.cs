using System.ComponentModel;
using System.Diagnostics;
using Azure.Core;
using DataJoint.Identities.Azure.Faults;

namespace DataJoint.Identities.Azure.Sources;

/// <summary>Whoever is signed in with the Azure CLI.</summary>
internal sealed class AzureCliIdentity(Func<string, string?> variable, string program) : IIdentitySource
{
    private const string OwnPrefix = "DJ_";

    public AzureCliIdentity(Func<string, string?> variable)
        : this(variable, OperatingSystem.IsWindows() ? "az.cmd" : "az")
    {
    }

    public static TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    public string Name => "the sign-in of the Azure CLI";

    public async Task<AccessToken?> FindAsync(string resource, CancellationToken cancellationToken)
    {
        if (Locate() is not { } path)
        {
            return null;
        }

        try
        {
            using Process process = Process.Start(Prepare(path, resource))!;
            return await ReadAsync(process, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception)
        {
            // It is not a program that runs here.
            return null;
        }
    }

    /// <summary>
    /// Looks in the absolute directories of PATH only: what .NET and Windows do with a bare name takes a program of the current directory too,
    /// which may be a stranger's project.
    /// </summary>
    private string? Locate() => (variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(Path.IsPathFullyQualified)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(path => File.Exists(path) && IsExecutable(path));

    private static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private static ProcessStartInfo Prepare(string path, string resource)
    {
        string[] words = ["account", "get-access-token", "--output", "json", "--resource", resource];
        var start = new ProcessStartInfo(path, words)
        {
            // Not the current directory, from which the program could load something.
            WorkingDirectory = Path.GetDirectoryName(path)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };

        // Passwords of databases and keys of other stores are no business of it.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    private async Task<AccessToken?> ReadAsync(Process process, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            process.StandardInput.Close();
            Task<string> complaint = process.StandardError.ReadToEndAsync(timeout.Token);
            string output = await process.StandardOutput.ReadToEndAsync(timeout.Token).ConfigureAwait(false);
            await complaint.ConfigureAwait(false);
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);

            // Nobody is signed in.
            return process.ExitCode == 0 ? TokenEndpoint.Understand(output, Name) : null;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return cancellationToken.IsCancellationRequested
                ? throw new OperationCanceledException(cancellationToken)
                : throw new AzureIdentityException(AzureIdentityFault.Unavailable, "the Azure CLI did not answer in time.");
        }
    }
}
