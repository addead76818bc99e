using Azure.Core;
using DataJoint.Identities.Azure;
using DataJoint.Servers;
using DataJoint.Stores.Azure.Credentials;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.Azure.Tests;

/// <summary>What is wrong with the identity of the platform is told as the store's fault. Where it is looked for has tests of its own.</summary>
public sealed class PlatformIdentityTests
{
    private static readonly TokenRequestContext Request = new(["https://storage.azure.com/.default"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pipe_in_place_of_the_token_is_told_and_not_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes in folders.");
        using var folder = new TemporaryFolder();
        await folder.MakePipeAsync("token", Cancellation);
        using PlatformIdentity identity = Identity(("AZURE_CLIENT_ID", "app"), ("AZURE_TENANT_ID", "tenant"), ("AZURE_FEDERATED_TOKEN_FILE", folder["token"]));

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await Task.Run(
            async () => await identity.GetTokenAsync(Request, Cancellation), Cancellation).WaitAsync(TimeSpan.FromMinutes(5), Cancellation));

        fault.Message.ShouldContain("AZURE_FEDERATED_TOKEN_FILE names cannot be read: it is a FIFO, and a regular file is expected");
    }

    [Fact]
    public async Task A_source_that_refuses_is_the_stores_fault()
    {
        using var service = new IdentityStandIn(401, """{ "error": "invalid_client", "error_description": "secret CANARY is wrong" }""");
        using PlatformIdentity identity = Identity(
            ("AZURE_CLIENT_ID", "app"), ("AZURE_TENANT_ID", "tenant"), ("AZURE_CLIENT_SECRET", "CANARY"), ("AZURE_AUTHORITY_HOST", service.Address));

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await identity.GetTokenAsync(Request, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.CredentialsRefused);
        fault.Message.ShouldContain("invalid_client");
        fault.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public async Task Without_any_source_it_says_so()
    {
        using PlatformIdentity identity = Identity(("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:1"));

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await identity.GetTokenAsync(Request, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.NoCredentials);
        fault.Hint.ShouldNotBeNull().ShouldContain("djc secrets set stores.main.account_key");
    }

    private static PlatformIdentity Identity(params (string Name, string Value)[] variables) =>
        new("main", new AzureIdentity(name => variables.FirstOrDefault(variable => variable.Name == name).Value, metadataTimeout: TimeSpan.FromMinutes(2)));
}
