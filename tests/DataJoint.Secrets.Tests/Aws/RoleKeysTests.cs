using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Credentials;
using DataJoint.Secrets.Aws.Managers;
using DataJoint.Secrets.Aws.Requests;
using DataJoint.Secrets.Http;

namespace DataJoint.Secrets.Tests;

/// <summary>Keys of a role, on a server that checks signatures and policies.</summary>
public sealed class RoleKeysTests
{
    private static readonly string[] Fields = ["#/access_key", "#/secret_key", "#/session_token"];

    private readonly string _name = "role-" + Guid.NewGuid().ToString("n");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_keys_are_the_roles()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        string arn = (await cloud.CreateRoleAsync(_name))["Arn"];
        string reference = $"ref+awssts://{arn}?session_name=rig-3&external_id=lab&duration=900";

        IReadOnlyList<SecretAnswer> answers = await new ManagedSecrets(new RoleKeys(cloud.Client()), AwsCloud.Limits)
            .ResolveAllAsync([.. Fields.Select(field => reference + field)], Cancellation);

        answers[0].Identity!.ShouldContain($"assumed-role/{_name}/rig-3");
        string[] keys = [.. answers.Select(answer => answer.Get().Reveal())];
        AwsClient client = new(
            AwsLogin.From(cloud.Environment(("AWS_ACCESS_KEY_ID", keys[0]), ("AWS_SECRET_ACCESS_KEY", keys[1]), ("AWS_SESSION_TOKEN", keys[2]))), SecretHttp.Shared);
        AwsAnswer who = await client.AskAsync(new AwsRequest(AwsService.TokenService, AwsCloud.Region, "GetCallerIdentity", "Action=GetCallerIdentity&Version=2011-06-15"u8.ToArray()), Cancellation);
        XmlTexts.Read(who.Body)["Arn"].ShouldContain($"assumed-role/{_name}");
    }

    [Fact]
    public async Task A_session_is_kept_until_five_minutes_before_its_end()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        string reference = $"ref+awssts://{(await cloud.CreateRoleAsync(_name))["Arn"]}?duration=3600";
        DateTimeOffset now = HostEnvironment.Process.Now;
        ManagedSecrets secrets = new(new RoleKeys(cloud.Client(cloud.Environment(() => now))), AwsCloud.Limits);

        string first = await KeyAsync(secrets, reference);
        now = now.AddMinutes(54);
        (await KeyAsync(secrets, reference)).ShouldBe(first);
        now = now.AddMinutes(2);
        (await KeyAsync(secrets, reference)).ShouldNotBe(first);
    }

    [Theory]
    [InlineData("ref+awssts://arn:aws:iam::123456789012:user/x#/access_key", "does not name a role")]
    [InlineData("ref+awssts://rig#/access_key", "does not name a role")]
    [InlineData("ref+awssts://arn:aws:iam::123456789012:role/x", "#/access_key")]
    [InlineData("ref+awssts://arn:aws:iam::123456789012:role/x?duration=60#/access_key", "duration")]
    [InlineData("ref+awssts://arn:aws:iam::123456789012:role/x?session_name=a%20b#/access_key", "session_name")]
    public async Task A_wrong_reference_is_not_asked_for(string reference, string word) =>
        (await new ManagedSecrets(new RoleKeys((await AwsCloud.SharedAsync()).Client()), AwsCloud.Limits)
            .ResolveAllAsync([reference], Cancellation))[0].Failure!.Message.ShouldContain(word);

    private static async Task<string> KeyAsync(ManagedSecrets secrets, string reference) => (await secrets.ResolveAsync(reference + Fields[0], Cancellation)).Reveal();
}
