using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Credentials;
using DataJoint.Secrets.Aws.Managers;
using DataJoint.Secrets.Aws.Requests;
using DataJoint.Secrets.Http;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>Login tokens for RDS: the same that Amazon's own library signs, and nobody is asked.</summary>
public sealed class DatabaseTokensTests
{
    private const string Host = "rig.cluster-abc.eu-west-1.rds.amazonaws.com";

    private static readonly DateTimeOffset Now = new(2026, 11, 29, 18, 45, 30, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($"ref+rdsiam://ana@{Host}:3306", "ana", Host, 3306, "eu-west-1", "")]
    [InlineData($"ref+rdsiam://ana@{Host}:3306?region=us-east-2", "ana", Host, 3306, "us-east-2", "")]
    [InlineData("ref+rdsiam://db.lab.example.org:5432?user=ana%2Fx%40lab&region=eu-north-1", "ana/x@lab", "db.lab.example.org", 5432, "eu-north-1", "fake/session+token==")]
    [InlineData("ref+rdsiam://login?user=ana&host=db.lab.example.org&port=5432", "ana", "db.lab.example.org", 5432, "eu-central-1", "")]
    public async Task Tokens_are_those_of_Amazons_library(string reference, string user, string host, int port, string region, string token)
    {
        SecretAnswer answer = (await Open(Now, token).ResolveAllAsync([reference], Cancellation))[0];

        // The same address; in which order its parameters stand is free.
        Sorted(answer.Get().Reveal()).ShouldBe(Sorted(await BotoCore.SignLoginAsync(("AKIDFAKE", "fake-secret-key", token), Now, (host, port), user, region)));
        answer.Identity.ShouldBe("the access key in AWS_ACCESS_KEY_ID");
    }

    [Fact]
    public async Task Each_question_has_a_new_token()
    {
        DateTimeOffset now = Now;
        ManagedSecrets secrets = Open(() => now, "");
        string first = (await secrets.ResolveAsync($"ref+rdsiam://ana@{Host}:3306", Cancellation)).Reveal();
        now = now.AddSeconds(1);

        (await secrets.ResolveAsync($"ref+rdsiam://ana@{Host}:3306", Cancellation)).Reveal().ShouldNotBe(first);
    }

    [Theory]
    [InlineData($"ref+rdsiam://{Host}:3306", "user")]
    [InlineData($"ref+rdsiam://ana@{Host}", "port")]
    [InlineData($"ref+rdsiam://ana@{Host}:99999", "port")]
    [InlineData("ref+rdsiam://ana@a/b:3306", "host")]
    [InlineData($"ref+rdsiam://ana@{Host}:3306#/x", "field")]
    public async Task A_wrong_reference_is_told(string reference, string word) =>
        (await Open(Now, "").ResolveAllAsync([reference], Cancellation))[0].Failure!.Message.ShouldContain(word);

    private static string[] Sorted(string token) => [.. token.Split('?', '&').Order(StringComparer.Ordinal)];

    private static ManagedSecrets Open(DateTimeOffset now, string token) => Open(() => now, token);

    private static ManagedSecrets Open(Func<DateTimeOffset> clock, string token)
    {
        Dictionary<string, string> variables = new()
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIDFAKE",
            ["AWS_SECRET_ACCESS_KEY"] = "fake-secret-key",
            ["AWS_SESSION_TOKEN"] = token,
            ["AWS_REGION"] = "eu-central-1",
        };
        var nobody = new SecretHttp(new RecordingHandler(new SocketsHttpHandler(), _ => throw new InvalidOperationException("asked")));
        return new ManagedSecrets(new DatabaseTokens(new AwsClient(AwsLogin.From(new HostEnvironment(variables, clock: clock)), nobody)));
    }
}
