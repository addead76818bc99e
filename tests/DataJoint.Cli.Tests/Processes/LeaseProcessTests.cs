using System.Diagnostics;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>What djc leased for a command is given back when the command ends.</summary>
public sealed class LeaseProcessTests
{
    [Fact]
    public async Task A_database_user_that_a_command_leased_is_revoked_at_its_end()
    {
        await using VaultStandIn vault = new();
        using TemporaryProject project = new();
        project.Write("datajoint.json", """{ "database.user": "ref+vaultdb://database/reader#/username" }""");
        using Process process = DjcProcess.Start(
            project.Root,
            new Dictionary<string, string> { ["VAULT_ADDR"] = vault.Address.ToString(), ["VAULT_CACERT"] = Certificates.Shared.CaFile, ["VAULT_TOKEN"] = VaultStandIn.RootToken },
            "config", "get", "database.user", "--reveal", "--trust", "references");

        string output = await process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        output.ShouldStartWith("v-reader-", customMessage: error);
        vault.Requests.Select(request => request.Path).ShouldContain("/v1/sys/leases/revoke");
        vault.Leases.ShouldBeEmpty();
    }
}
