using Azure;
using Azure.Storage.Sas;
using DataJoint.Configuration;
using DataJoint.Configuration.Tests;
using DataJoint.Stores.Azure.Endpoints;
using DataJoint.Stores.Azure.Faults;
using DataJoint.Stores.Azure.Transfers;

namespace DataJoint.Stores.Azure.Tests;

/// <summary>Keys, signatures, connection strings and addresses as people write them.</summary>
public sealed class AzureCredentialTests : IAsyncLifetime
{
    private AzureContainer _container = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _container = await AzureContainer.CreateAsync();

    public async ValueTask DisposeAsync() => await _container.Direct.DeleteAsync(null, Cancellation);

    [Fact]
    public async Task A_connection_string_is_enough()
    {
        await using AzureObjectStore store = _container.Open(
            ("account_name", null), ("account_key", null), ("endpoint", null), ("connection_string", _container.Server.ConnectionString));
        await ShouldWorkAsync(store, "connection_string of account djfake");
    }

    [Fact]
    public async Task A_shared_access_signature_is_enough()
    {
        await using AzureObjectStore store = _container.Open(("account_key", null), ("sas_token", "?" + Signature(BlobContainerSasPermissions.All)));
        await ShouldWorkAsync(store, "sas_token of account djfake");
    }

    [Fact]
    public async Task A_signature_that_only_reads_is_told_by_what_it_refuses()
    {
        await using AzureObjectStore store = _container.Open(("account_key", null), ("sas_token", Signature(BlobContainerSasPermissions.Read | BlobContainerSasPermissions.List)));
        (await store.ListAsync("", Cancellation).CountAsync(Cancellation)).ShouldBe(0);
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation));
        fault.Code.ShouldBe(StoreErrorCode.AccessDenied, fault.Message);
        fault.Message.ShouldContain("Put Blob");
    }

    [Fact]
    public async Task A_block_that_is_refused_is_told_as_such_and_not_as_a_cancellation()
    {
        await using AzureObjectStore store = _container.Open(("account_key", null), ("sas_token", Signature(BlobContainerSasPermissions.Read | BlobContainerSasPermissions.List)));
        var content = new WaitingStream(BlockUpload.SmallestBlock);

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.WriteAsync("big", content, null, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.AccessDenied, fault.Message);
        fault.Message.ShouldContain("Put Block");
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/djfake/")]
    [InlineData("http://127.0.0.1:{0}/djfake")]
    [InlineData("http://127.0.0.1:{0}")]
    public async Task An_endpoint_is_taken_as_people_write_it(string endpoint)
    {
        await using AzureObjectStore store = _container.Open(("endpoint", string.Format(null, endpoint, _container.Server.Port)));
        await ShouldWorkAsync(store, "account_key of account djfake");
    }

    [Theory]
    [InlineData(null, "https://djfake.blob.core.windows.net/")]
    [InlineData("djfake.blob.core.windows.net", "https://djfake.blob.core.windows.net/")]
    [InlineData("blob.core.windows.net", "https://djfake.blob.core.windows.net/")]
    [InlineData("https://djfake.blob.core.chinacloudapi.cn", "https://djfake.blob.core.chinacloudapi.cn/")]
    [InlineData("azurite.example:10000", "https://azurite.example:10000/djfake")]
    [InlineData("::1", "https://[::1]/djfake")]
    [InlineData("[::1]:10000", "https://[::1]:10000/djfake")]
    public void An_endpoint_leads_to_the_account(string? endpoint, string address) =>
        AzureAddress.From(AzureContainer.SpecOf(_container.Settings(("endpoint", endpoint)))).Service.ToString().ShouldBe(address);

    [Theory]
    [InlineData("account_key", "not base64!", "account_key")]
    [InlineData("endpoint", "https://user:pw@example.com", "endpoint")]
    [InlineData("endpoint", "ftp://example.com", "endpoint")]
    [InlineData("endpoint", "azurite.example:", "endpoint")]
    [InlineData("endpoint", "azurite.example:0", "endpoint")]
    [InlineData("account_name", "no/account", "account_name")]
    public void A_value_with_which_no_client_can_be_made_is_named_and_not_shown(string attribute, string value, string named)
    {
        StoreException fault = Should.Throw<StoreException>(() => _container.Open((attribute, value)));
        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.Message.ShouldContain(named);
        fault.ToString().ShouldNotContain(value);
        fault.Hint.ShouldBe($"Correct {named} (the program sets it, which beats everything else).");
    }

    [Fact]
    public void A_shared_access_signature_is_not_sent_in_clear_to_another_machine()
    {
        StoreException fault = Should.Throw<StoreException>(
            () => _container.Open(("endpoint", "http://storage.example:10000/djfake"), ("account_key", null), ("sas_token", "sv=1&sig=CANARY")));
        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.Message.ShouldContain("https://");
        fault.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public void A_connection_string_that_is_none_is_not_shown()
    {
        StoreException fault = Should.Throw<StoreException>(() => _container.Open(("connection_string", "AccountKey=CANARY;Nonsense")));
        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public async Task A_wrong_key_is_refused_as_such()
    {
        await using AzureObjectStore store = _container.Open(("account_key", Convert.ToBase64String("another-fake-key"u8)));
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation));
        fault.Code.ShouldBe(StoreErrorCode.CredentialsRefused, fault.Message);
        fault.ToString().ShouldNotContain(Convert.ToBase64String("another-fake-key"u8));
    }

    [Theory]
    [InlineData("AuthenticationFailed", StoreErrorCode.CredentialsRefused)]
    [InlineData("AuthorizationFailure", StoreErrorCode.AccessDenied)]
    [InlineData("AuthorizationPermissionMismatch", StoreErrorCode.AccessDenied)]
    [InlineData("InsufficientAccountPermissions", StoreErrorCode.AccessDenied)]
    public void A_network_rule_or_a_missing_right_is_not_a_refusal_of_the_key(string code, StoreErrorCode expected)
    {
        using var wire = new HttpWire();
        AzureFaults faults = new(
            new StoreSource(AzureContainer.SpecOf(new() { ["protocol"] = "azure", ["container"] = "lab", ["account_name"] = "djfake", ["location"] = "x" })),
            new Uri("https://djfake.blob.core.windows.net/lab"), wire);

        faults.Explain(new RequestFailedException(403, "This request is not authorized to perform this operation.", code, null), "Get Blob", "a")!.Code.ShouldBe(expected);
    }

    [Fact]
    public async Task A_container_that_is_not_there_is_told_by_every_call()
    {
        await using AzureObjectStore store = _container.Open(("container", "nothing-here"));
        foreach (Func<Task> call in (Func<Task>[])
        [
            async () => await store.StatAsync("a", Cancellation),
            async () => await store.ListAsync("", Cancellation).CountAsync(Cancellation),
            async () => await store.OpenReadAsync("a", null, Cancellation),
            async () => await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation),
            async () => await store.DeleteAsync("a", Cancellation),
        ])
        {
            StoreException fault = await Should.ThrowAsync<StoreException>(call);
            fault.Code.ShouldBe(StoreErrorCode.NoSuchBucket, fault.Message);
            fault.Message.ShouldContain("nothing-here");
        }
    }

    [Fact]
    public async Task A_container_that_can_have_no_such_name_is_told_as_such()
    {
        await using AzureObjectStore store = _container.Open(("container", "c"));
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation));
        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute, fault.Message);
        fault.Hint.ShouldNotBeNull().ShouldContain("3 to 63");
    }

    [Fact]
    public async Task A_key_that_is_rotated_is_taken_up_without_opening_anew()
    {
        StoreSpec old = AzureContainer.SpecOf(_container.Settings(("account_key", Convert.ToBase64String("revoked-fake-key"u8))));
        StoreSpec current = old;
        var source = new StoreSource(() => current, () =>
        {
            current = AzureContainer.SpecOf(_container.Settings());
            return true;
        });
        await using IObjectStore store = new AzureAdapter().Open(source);
        await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation);
        (await store.ExistsAsync("a", Cancellation)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("account_key")]
    [InlineData("connection_string")]
    public async Task A_credential_that_is_kept_elsewhere_is_asked_for_and_again_when_it_is_refused(string attribute)
    {
        SecretVault manager = new();
        bool isKey = attribute == "account_key";
        DataJointConfig config = AzureContainer.Load(isKey ? _container.Settings() : _container.Settings(("account_name", null), ("account_key", null), ("endpoint", null)));
        string good = isKey ? _container.Server.AccountKey : _container.Server.ConnectionString;
        string revoked = good.Replace(_container.Server.AccountKey, Convert.ToBase64String("revoked-fake-key"u8), StringComparison.Ordinal);
        config["stores.main." + attribute] = manager.Keep("key", good);
        await using IObjectStore store = new AzureAdapter().Open(new StoreSource(() => config.Stores["main"]));

        await ShouldWorkAsync((AzureObjectStore)store, attribute + " of account djfake");
        manager.Asked.ShouldBe(1);

        config["stores.main." + attribute] = manager.Keep("other", revoked);
        manager.Keep("key", good);
        Task<bool> asking = Task.Run(async () => await store.ExistsAsync("c", Cancellation), Cancellation);
        StoreException fault = await Should.ThrowAsync<StoreException>(asking);
        (fault.Code, manager.Asked).ShouldBe((StoreErrorCode.CredentialsRefused, 3));
        manager["other"] = good;
        (await store.ExistsAsync("c", Cancellation)).ShouldBeTrue();
    }

    private static async Task ShouldWorkAsync(AzureObjectStore store, string identity)
    {
        await store.WriteAllBytesAsync("a/b", "hello"u8.ToArray(), null, Cancellation);
        await store.CopyAsync("a/b", "c", null, Cancellation);
        (await store.ReadAllBytesAsync("c", Cancellation)).ShouldBe("hello"u8.ToArray());
        StoreReport report = await store.ReportAsync(Cancellation);
        report.Identity.ShouldStartWith(identity);
        report.IsAmbient.ShouldBeFalse();
        report.Tls.ShouldBeNull();
        report.ClockSkew!.Value.Duration().ShouldBeLessThan(TimeSpan.FromMinutes(5));
    }

    private string Signature(BlobContainerSasPermissions permissions)
    {
        var builder = new BlobSasBuilder(permissions, TimeProvider.System.GetUtcNow().AddHours(1)) { BlobContainerName = _container.Name, Resource = "c" };
        return builder.ToSasQueryParameters(_container.Key).ToString();
    }
}
