using System.Diagnostics;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>What djc leased for a command is given back when the command ends.</summary>
public sealed class LeaseProcessTests
{
    [Fact]
    public async Task A_database_user_that_a_command_leased_is_revoked_at_its_end()
    {
        // Its end waits two seconds for Vault, which a busy machine may not keep.
        bool isRevoked = false;
        for (int i = 0; i < 10 && !isRevoked; i++)
        {
            await using VaultStandIn vault = new();
            string output = await LeaseAsync(vault);
            isRevoked = output.StartsWith("v-reader-", StringComparison.Ordinal)
                && vault.Requests.Any(request => request.Path == "/v1/sys/leases/revoke") && vault.Leases.Count == 0;
            TestContext.Current.TestOutputHelper?.WriteLine($"{output} {string.Join(' ', vault.Requests.Select(request => request.Path))}");
        }

        isRevoked.ShouldBeTrue();
    }

    private static async Task<string> LeaseAsync(VaultStandIn vault)
    {
        using TemporaryProject project = new();
        project.Write("datajoint.json", """{ "database.user": "ref+vaultdb://database/reader#/username" }""");
        using Process process = DjcProcess.Start(
            project.Root,
            new Dictionary<string, string> { ["VAULT_ADDR"] = vault.Address.ToString(), ["VAULT_CACERT"] = Certificates.Shared.CaFile, ["VAULT_TOKEN"] = VaultStandIn.RootToken },
            "config", "get", "database.user", "--reveal", "--trust", "references");

        string output = await process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + error;
    }
}
