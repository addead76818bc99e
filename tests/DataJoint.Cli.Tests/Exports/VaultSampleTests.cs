using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>samples/platforms/vault against the stand-in of Vault, for somebody who has the sample's policy and nothing else.</summary>
public sealed class VaultSampleTests : IAsyncLifetime
{
    private readonly VaultStandIn _vault = new();
    private readonly TemporaryProject _project = new TemporaryProject().Write("datajoint.json", Read("datajoint.json"));
    private readonly Dictionary<string, string> _variables = [];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are written for a POSIX shell.");
        _vault.Add(new VaultStandInLogin("approle", new Dictionary<string, string> { ["role_id"] = "pipeline", ["secret_id"] = "fake-id" }, "pipeline", "pipeline"));
        await _vault.WriteAsync("sys/policies/acl/pipeline", new JsonObject { ["policy"] = Read("policy.hcl") }.ToJsonString());
        await _vault.WriteAsync("secret/data/datajoint/s3", """{ "data": { "access_key": "EXAMPLEACCESS", "secret_key": "example-secret" } }""");
        await _vault.WriteAsync("secret/data/admin/db", """{ "data": { "password": "CANARY" } }""");
        _variables["VAULT_ADDR"] = _vault.Address.ToString();
        _variables["VAULT_CACERT"] = Certificates.Shared.CaFile;
        _variables["VAULT_ROLE_ID"] = "pipeline";
        _variables["VAULT_SECRET_ID"] = "fake-id";
    }

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        _project.Dispose();
    }

    [Fact]
    public async Task A_program_gets_a_leased_user_and_the_keys_of_the_store()
    {
        (int exit, string output, string error) = await RunAsync(
            "run", "--trust", "references", "--", "sh", "-c", """echo "$DJ_USER"; echo "$DJ_PASS"; echo "$DJ_STORES" """);

        exit.ShouldBe(0, error);
        string[] lines = output.Split('\n');
        _vault.Leases.ShouldBeEmpty("the lease ends with the program");
        lines[0].ShouldStartWith("v-");
        lines[1].Split('-')[^1].ShouldBe(lines[0].Split('-')[^1]);
        JsonElement store = JsonDocument.Parse(lines[2]).RootElement.GetProperty("main");
        store.GetProperty("access_key").GetString().ShouldBe("EXAMPLEACCESS");
        store.GetProperty("secret_key").GetString().ShouldBe("example-secret");
    }

    [Fact]
    public async Task The_user_is_given_back_and_nothing_else_may_be_read()
    {
        (int exit, string output, string error) = await RunAsync("config", "get", "database.user", "--reveal", "--trust", "references");
        exit.ShouldBe(0, error);
        output.ShouldStartWith("v-");
        _vault.Leases.ShouldBeEmpty();

        (exit, output, error) = await RunAsync(
            "config", "get", "database.password", "--reveal", "--trust", "references", "--set", "database.password=ref+vault://secret/admin/db#/password");
        exit.ShouldBe(4, error);
        error.ShouldContain("DJ5005");
        (output + error).ShouldNotContain("CANARY");
    }

    private async Task<(int Exit, string Output, string Error)> RunAsync(params string[] words)
    {
        using Process process = DjcProcess.Start(_project.Root, _variables, words);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, "samples", "platforms", "vault", name));
}
