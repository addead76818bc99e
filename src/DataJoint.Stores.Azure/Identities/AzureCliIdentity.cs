using System.ComponentModel;
using System.Diagnostics;
using Azure.Core;

namespace DataJoint.Stores.Azure;

/// <summary>Whoever is signed in with the Azure CLI.</summary>
internal sealed class AzureCliIdentity(string program) : IIdentitySource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public AzureCliIdentity()
        : this(OperatingSystem.IsWindows() ? "az.cmd" : "az")
    {
    }

    public string Name => "the sign-in of the Azure CLI";

    public async Task<AccessToken?> FindAsync(string resource, CancellationToken cancellationToken)
    {
        string[] words = ["account", "get-access-token", "--output", "json", "--resource", resource];
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            return await ReadAsync(process, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return null;
        }
    }

    private async Task<AccessToken?> ReadAsync(Process process, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            process.StandardInput.Close();
            var complaint = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token).ConfigureAwait(false);
            await complaint.ConfigureAwait(false);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);

            // Nobody is signed in.
            return process.ExitCode == 0 ? TokenEndpoint.Understand(output, Name) : null;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return cancellationToken.IsCancellationRequested
                ? throw new OperationCanceledException(cancellationToken)
                : throw new IdentityException(StoreErrorCode.Unavailable, "the Azure CLI did not answer in time.");
        }
    }
}
