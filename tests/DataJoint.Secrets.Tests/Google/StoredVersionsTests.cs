using DataJoint.Configuration;
using DataJoint.Secrets.Google.Requests;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>What is Google's own: versions, checksums, tokens, and a stand-in that Google's client takes for the service.</summary>
public sealed class StoredVersionsTests : IAsyncLifetime
{
    private const string Reference = "ref+gcpsecrets://lab-1/mysql";

    private static readonly SecretLimits Limits = new() { CallTimeout = TimeSpan.FromSeconds(60), RetryDelay = TimeSpan.FromMilliseconds(1) };

    private readonly GoogleFixture _google = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _google.Service.Put("lab-1", "mysql", "CANARY-old"u8.ToArray());
        _google.Service.Put("lab-1", "mysql", null);
        _google.Service.Put("lab-1", "mysql", "CANARY-Zoë"u8.ToArray());
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _google.DisposeAsync();

    [Fact]
    public async Task The_stand_in_is_taken_for_the_service_by_Googles_own_client()
    {
        string read = await SecretClients.ReadGoogleAsync(_google.Service.Address, GoogleSecretsStandIn.Token, "projects/lab-1/secrets/mysql/versions/latest");

        read.ShouldBe($"projects/lab-1/secrets/mysql/versions/3 CANARY-Zoë {Crc32C.Compute("CANARY-Zoë"u8)}");
        (await AskAsync(Reference)).Get().Reveal().ShouldBe("CANARY-Zoë");
        string[] asked = [.. _google.Service.Requests.Select(request => request.Path).Distinct()];
        asked.ShouldBe(["/v1/projects/lab-1/secrets/mysql/versions/latest:access"]);
    }

    [Fact]
    public async Task A_version_is_read_and_a_destroyed_one_is_told()
    {
        (await AskAsync(Reference + "?version=1")).Get().Reveal().ShouldBe("CANARY-old");

        SecretException failure = (await AskAsync(Reference + "?version=2")).Failure!;
        failure.Diagnostic.Rule.ShouldBe(SecretRules.NotFound);
        failure.Message.ShouldContain("version 2");
    }

    [Fact]
    public async Task What_arrives_damaged_is_not_used()
    {
        _google.Service.Damages = true;

        SecretException failure = (await AskAsync(Reference)).Failure!;

        failure.Message.ShouldContain("checksum");
        failure.IsTransient.ShouldBeTrue();
        _google.Faults.Reads.ShouldBe(3);
    }

    [Fact]
    public void The_checksum_is_that_of_the_published_vector() => Crc32C.Compute("123456789"u8).ShouldBe(0xE3069283); // RFC 3720, B.4; the check value of CRC-32C

    [Fact]
    public async Task A_token_that_is_not_taken_is_asked_for_once_more()
    {
        SecretAnswer answer = (await _google.OpenWithWrongLogin(Limits).ResolveAllAsync([Reference], Cancellation))[0];

        answer.Failure!.Diagnostic.Rule.ShouldBe(SecretRules.Refused);
        _google.WrongTokensGiven.ShouldBe(2);
        _google.Faults.Reads.ShouldBe(2);
    }

    [Theory]
    [InlineData("ref+gcpsecrets://mysql", "project/secret")]
    [InlineData("ref+gcpsecrets://lab/a/b", "project/secret")]
    [InlineData("ref+gcpsecrets://lab%2F..%2Fother/mysql", "project/secret")]
    [InlineData("ref+gcpsecrets://evil.example.org%23/mysql", "project")]
    [InlineData("ref+gcpsecrets://lab/my%3Fsql", "name")]
    [InlineData("ref+gcpsecrets://lab/mysql?version=1%2F..", "version")]
    [InlineData("ref+gcpsecrets://lab/mysql?endpoint=https://evil.example.org", "endpoint")]
    public async Task A_wrong_reference_is_not_asked_for(string reference, string word)
    {
        (await AskAsync(reference)).Failure!.Message.ShouldContain(word);
        _google.Service.Requests.ShouldBeEmpty();
    }

    private async Task<SecretAnswer> AskAsync(string reference) => (await _google.Open(Limits).ResolveAllAsync([reference], Cancellation))[0];
}
