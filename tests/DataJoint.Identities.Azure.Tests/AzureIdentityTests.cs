using System.Net;
using Azure.Core;
using DataJoint.Identities.Azure.Faults;
using DataJoint.Identities.Azure.Sources;
using DataJoint.Servers;

namespace DataJoint.Identities.Azure.Tests;

/// <summary>The identity of the platform, in its order, against stand-ins for Microsoft's token services.</summary>
public sealed class AzureIdentityTests
{
    private const string Token = """{ "token_type": "Bearer", "expires_in": 3599, "access_token": "fake-token" }""";

    private static readonly TokenRequestContext Request = new(["https://storage.azure.com/.default"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_application_of_the_environment_comes_first()
    {
        using var service = new IdentityStandIn(200, Token);
        using AzureIdentity identity = Identity(
            ("AZURE_CLIENT_ID", "app"), ("AZURE_TENANT_ID", "tenant"), ("AZURE_CLIENT_SECRET", "CANARY"), ("AZURE_AUTHORITY_HOST", service.Address));

        (await identity.GetTokenAsync(Request, Cancellation)).Token.ShouldBe("fake-token");

        (string Method, string Url, string Body, string? Header) asked = service.Asked.ShouldHaveSingleItem();
        asked.Url.ShouldBe("/tenant/oauth2/v2.0/token");
        asked.Body.ShouldBe("client_id=app&scope=https%3A%2F%2Fstorage.azure.com%2F.default&grant_type=client_credentials&client_secret=CANARY");
        identity.Source.ShouldNotBeNull().ShouldContain("AZURE_CLIENT_SECRET");
    }

    [Fact]
    public async Task A_workload_shows_the_token_of_its_file()
    {
        using var service = new IdentityStandIn(200, Token);
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, "projected-token\n", Cancellation);
        using AzureIdentity identity = Identity(
            ("AZURE_CLIENT_ID", "app"), ("AZURE_TENANT_ID", "tenant"), ("AZURE_FEDERATED_TOKEN_FILE", file), ("AZURE_AUTHORITY_HOST", service.Address));

        await identity.GetTokenAsync(Request, Cancellation);

        service.Asked.ShouldHaveSingleItem().Body.ShouldContain("client_assertion=projected-token");
        File.Delete(file);
    }

    [Fact]
    public async Task A_device_in_place_of_the_token_is_told_and_not_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no devices in folders.");
        using AzureIdentity identity = Identity(("AZURE_CLIENT_ID", "app"), ("AZURE_TENANT_ID", "tenant"), ("AZURE_FEDERATED_TOKEN_FILE", "/dev/zero"));

        AzureIdentityException fault = await Should.ThrowAsync<AzureIdentityException>(async () => await identity.GetTokenAsync(Request, Cancellation));

        fault.Fault.ShouldBe(AzureIdentityFault.Unusable);
        fault.Message.ShouldContain("AZURE_FEDERATED_TOKEN_FILE names cannot be read: it is a character device, and a regular file is expected");
    }

    [Fact]
    public async Task A_machine_asks_the_metadata_service()
    {
        using var service = new IdentityStandIn(200, """{ "access_token": "fake-token", "expires_on": "4102444800" }""");
        using AzureIdentity identity = Identity(("AZURE_POD_IDENTITY_AUTHORITY_HOST", service.Address));

        AccessToken token = await identity.GetTokenAsync(Request, Cancellation);

        token.ExpiresOn.Year.ShouldBe(2100);
        service.Asked.Last().Url.ShouldBe("/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fstorage.azure.com");
        service.Asked.Last().Header.ShouldBe("true");
        identity.Source.ShouldBe("the managed identity of this machine");
    }

    [Fact]
    public async Task An_app_asks_its_own_endpoint()
    {
        using var service = new IdentityStandIn(200, Token);
        using AzureIdentity identity = Identity(("IDENTITY_ENDPOINT", service.Address + "/msi/token"), ("IDENTITY_HEADER", "fake-header"));

        await identity.GetTokenAsync(Request, Cancellation);

        service.Asked.ShouldHaveSingleItem().Header.ShouldBe("fake-header");
    }

    [Fact]
    public async Task A_source_that_refuses_is_a_fault_and_nothing_it_said_is_repeated()
    {
        using var service = new IdentityStandIn(401, """{ "error": "invalid_client", "error_description": "secret CANARY is wrong" }""");
        using AzureIdentity identity = Identity(
            ("AZURE_CLIENT_ID", "app"), ("AZURE_TENANT_ID", "tenant"), ("AZURE_CLIENT_SECRET", "CANARY"), ("AZURE_AUTHORITY_HOST", service.Address));

        AzureIdentityException fault = await Should.ThrowAsync<AzureIdentityException>(async () => await identity.GetTokenAsync(Request, Cancellation));

        fault.Fault.ShouldBe(AzureIdentityFault.Refused);
        fault.Message.ShouldContain("invalid_client");
        fault.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public async Task Without_any_source_it_says_so()
    {
        using AzureIdentity identity = Identity(("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:1"));

        AzureIdentityException fault = await Should.ThrowAsync<AzureIdentityException>(async () => await identity.GetTokenAsync(Request, Cancellation));

        fault.Fault.ShouldBe(AzureIdentityFault.Missing);
    }

    [Theory]
    [InlineData("<html>404 - Not Found</html>")]
    [InlineData("{ \"message\": \"sign in to use this network\" }")]
    [InlineData("[]")]
    public async Task What_answers_in_the_place_of_the_metadata_service_is_not_taken_for_it(string answer)
    {
        using var other = new IdentityStandIn(404, answer);
        using AzureIdentity identity = Identity(("AZURE_POD_IDENTITY_AUTHORITY_HOST", other.Address));

        AzureIdentityException fault = await Should.ThrowAsync<AzureIdentityException>(async () => await identity.GetTokenAsync(Request, Cancellation));

        fault.Fault.ShouldBe(AzureIdentityFault.Missing, fault.Message);
    }

    [Fact]
    public async Task The_metadata_service_is_never_asked_through_a_proxy()
    {
        IWebProxy former = HttpClient.DefaultProxy;
        var proxy = new WatchedProxy("metadata.azure.invalid");
        HttpClient.DefaultProxy = proxy;
        try
        {
            using AzureIdentity identity = Identity(("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://metadata.azure.invalid"));
            await Should.ThrowAsync<AzureIdentityException>(async () => await identity.GetTokenAsync(Request, Cancellation));
        }
        finally
        {
            HttpClient.DefaultProxy = former;
        }

        proxy.WasAsked.ShouldBeFalse();
    }

    private static AzureIdentity Identity(params (string Name, string Value)[] variables) => new(
        name => variables.FirstOrDefault(v => v.Name == name).Value, new AzureCliIdentity(_ => null), metadataTimeout: TimeSpan.FromMinutes(2));
}
