using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Managers;

namespace DataJoint.Secrets.Tests;

/// <summary>As whom AWS is asked.</summary>
public sealed class AwsLoginTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_profile_gives_keys_and_region()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        string name = "profile-" + Guid.NewGuid().ToString("n");
        await cloud.PutSecretAsync(name, "CANARY-text", "eu-west-1");
        (string id, string secret) = await cloud.CreateUserAsync(name, "secretsmanager:*");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("dj-aws-");
        try
        {
            string file = Path.Combine(folder.FullName, "credentials");
            await File.WriteAllTextAsync(file, $"[rig]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\nregion = eu-west-1\n", Cancellation);
            HostEnvironment environment = cloud.Environment(
                ("AWS_ACCESS_KEY_ID", null), ("AWS_SECRET_ACCESS_KEY", null), ("AWS_REGION", null), ("AWS_PROFILE", "rig"), ("AWS_SHARED_CREDENTIALS_FILE", file));

            SecretAnswer answer = await AskAsync(cloud, environment, $"ref+awssecrets://{name}");

            answer.Get().Reveal().ShouldBe("CANARY-text");
            answer.Identity.ShouldBe("the AWS profile rig");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Nobody_is_logged_in()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();

        SecretException failure = (await AskAsync(cloud, cloud.Environment(("AWS_ACCESS_KEY_ID", null)), "ref+awssecrets://x")).Failure!;

        failure.Diagnostic.Rule.ShouldBe(SecretRules.NoIdentity);
        failure.Message.ShouldContain("AWS_ACCESS_KEY_ID");
        failure.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_profile_that_is_not_there_is_named()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();

        SecretException failure = (await AskAsync(cloud, cloud.Environment(("AWS_ACCESS_KEY_ID", null), ("AWS_PROFILE", "rig")), "ref+awssecrets://x")).Failure!;

        failure.Diagnostic.Rule.ShouldBe(SecretRules.NoIdentity);
        failure.Message.ShouldContain("\"rig\"");
    }

    [Fact]
    public async Task Nobody_says_a_region()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();

        SecretException failure = (await AskAsync(cloud, cloud.Environment(("AWS_REGION", null)), "ref+awssecrets://x")).Failure!;

        failure.Message.ShouldContain("AWS_REGION");
        failure.Diagnostic.Hint!.ShouldContain("?region=");
    }

    [Fact]
    public async Task A_credentials_file_that_is_none_does_not_hold_it_up()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();

        SecretException failure = (await AskAsync(
            cloud, cloud.Environment(("AWS_ACCESS_KEY_ID", null), ("AWS_SHARED_CREDENTIALS_FILE", OperatingSystem.IsWindows() ? @"C:\Windows" : "/dev/zero")), "ref+awssecrets://x")).Failure!;

        failure.Diagnostic.Rule.ShouldBe(SecretRules.NoIdentity);
        failure.Message.ShouldContain("AWS_SHARED_CREDENTIALS_FILE");
    }

    private static async Task<SecretAnswer> AskAsync(AwsCloud cloud, HostEnvironment environment, string reference) =>
        (await new ManagedSecrets(new StoredSecrets(cloud.Client(environment)), AwsCloud.Limits).ResolveAllAsync([reference], Cancellation))[0];
}
