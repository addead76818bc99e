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
            (_, string output) = await RunAsync(vault, "config", "get", "database.user", "--reveal", "--trust", "references");
            isRevoked = output.StartsWith("v-reader-", StringComparison.Ordinal)
                && vault.Requests.Any(request => request.Path == "/v1/sys/leases/revoke") && vault.Leases.Count == 0;
            TestContext.Current.TestOutputHelper?.WriteLine($"{output} {string.Join(' ', vault.Requests.Select(request => request.Path))}");
        }

        isRevoked.ShouldBeTrue();
    }

    /// <summary>As systemd, Docker and Kubernetes stop a program; and as the system ends one that takes too much memory.</summary>
    [Theory]
    [InlineData("kill -TERM $PPID; exec sleep 60")]
    [InlineData("kill -TERM $PPID; exec sleep 60", "--mask")]
    [InlineData("kill -TERM $PPID; exec sleep 60", "--files")]
    [InlineData("kill -TERM $PPID; exec sleep 60", "--watch")]
    [InlineData("kill -INT $PPID; exec sleep 60")]
    [InlineData("kill -KILL $$")]
    [InlineData("exit 3")]
    public async Task A_database_user_that_a_program_got_is_revoked_when_a_signal_ends_it(string script, params string[] options)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        bool isRevoked = false;
        for (int i = 0; i < 10 && !isRevoked; i++)
        {
            await using VaultStandIn vault = new();
            (int code, string output) = await RunAsync(vault, ["run", "--trust", "references", .. options, "--", "sh", "-c", $"echo user $DJ_USER$DJ_USER_FILE; {script}"]);
            output.ShouldContain("user ");
            code.ShouldNotBe(0);
            isRevoked = vault.Requests.Any(request => request.Path == "/v1/sys/leases/revoke") && vault.Leases.Count == 0;
        }

        isRevoked.ShouldBeTrue();
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(VaultStandIn vault, params string[] words)
    {
        using TemporaryProject project = new();
        project.Write("datajoint.json", """{ "database.user": "ref+vaultdb://database/reader#/username" }""");
        using Process process = DjcProcess.Start(
            project.Root,
            new Dictionary<string, string> { ["VAULT_ADDR"] = vault.Address.ToString(), ["VAULT_CACERT"] = Certificates.Shared.CaFile, ["VAULT_TOKEN"] = VaultStandIn.RootToken },
            words);

        string output = await process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + error);
    }
}
