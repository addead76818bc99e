using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Managers;
using DataJoint.Secrets.Aws.Requests;

namespace DataJoint.Secrets.Tests;

/// <summary>Parameter Store, on a server that checks signatures and policies.</summary>
public sealed class StoredParametersTests
{
    private readonly string _name = "rig-" + Guid.NewGuid().ToString("n");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_parameter_is_decrypted_and_its_leading_slash_may_be_missing()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        await PutAsync(cloud, $"/{_name}/login", """{ "password": "CANARY-pw" }""");
        await PutAsync(cloud, _name, "CANARY-flat");

        IReadOnlyList<SecretAnswer> answers = await AskAsync(
            cloud, null, $"ref+awsssm://{_name}/login#/password", $"ref+awsssm:///{_name}/login#/password", $"ref+awsssm://{_name}");

        answers.Select(answer => answer.Get().Reveal()).ShouldBe(["CANARY-pw", "CANARY-pw", "CANARY-flat"]);
    }

    [Fact]
    public async Task A_version_or_a_label_is_read()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        await PutAsync(cloud, _name, "one");
        await PutAsync(cloud, _name, "two");
        await cloud.CallAsync(AwsService.ParameterStore, "LabelParameterVersion", writer =>
        {
            writer.WriteString("Name", _name);
            writer.WriteNumber("ParameterVersion", 1);
            writer.WriteTexts("Labels", ["first"]);
        });

        (await AskAsync(cloud, null, $"ref+awsssm://{_name}?version=1"))[0].Get().Reveal().ShouldBe("one");
        (await AskAsync(cloud, null, $"ref+awsssm://{_name}?version=first"))[0].Get().Reveal().ShouldBe("one");
        (await AskAsync(cloud, null, $"ref+awsssm://{_name}"))[0].Get().Reveal().ShouldBe("two");
    }

    [Fact]
    public async Task Ten_share_a_call_and_a_missing_one_keeps_none()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        for (int i = 0; i < 24; i++)
        {
            await PutAsync(cloud, $"{_name}-{i}", $"text {i}");
        }

        using var handler = new RecordingHandler(new SocketsHttpHandler());
        IReadOnlyList<SecretAnswer> answers = await AskAsync(cloud, handler, [.. Enumerable.Range(0, 25).Select(i => $"ref+awsssm://{_name}-{i}")]);

        answers.Take(24).Select(answer => answer.Get().Reveal()).ShouldBe(Enumerable.Range(0, 24).Select(i => $"text {i}"));
        answers[24].Failure!.Diagnostic.Rule.ShouldBe(SecretRules.NotFound);
        handler.Actions.ShouldBe(["GetParameters", "GetParameters", "GetParameters"]);
    }

    [Fact]
    public async Task One_that_may_not_be_read_does_not_keep_the_others()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        await PutAsync(cloud, _name, "CANARY-text");
        using var handler = new RecordingHandler(new SocketsHttpHandler(), request =>
            request.Content!.ReadAsStringAsync(Cancellation).GetAwaiter().GetResult().Contains("forbidden", StringComparison.Ordinal)
            ? RecordingHandler.Respond(400, """{ "__type": "AccessDeniedException", "Message": "User: arn:aws:iam::123456789012:user/rig is not authorized to perform: ssm:GetParameters" }""") : null);

        IReadOnlyList<SecretAnswer> answers = await AskAsync(cloud, handler, $"ref+awsssm://{_name}", "ref+awsssm://forbidden");

        answers[0].Get().Reveal().ShouldBe("CANARY-text");
        answers[1].Failure!.Diagnostic.Rule.ShouldBe(SecretRules.Refused);
        answers[1].Failure!.Message.ShouldContain("arn:aws:iam::123456789012:user/rig");
    }

    [Fact]
    public async Task A_parameter_is_replaced_with_the_key_that_it_is_encrypted_with()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        await PutAsync(cloud, _name, """{ "user": "ana", "password": "CANARY-former" }""");
        List<string> bodies = [];
        using var handler = new RecordingHandler(new SocketsHttpHandler(), request =>
        {
            bodies.Add(request.Content!.ReadAsStringAsync(Cancellation).GetAwaiter().GetResult());
            return null;
        });
        ManagedSecrets writer = new(new StoredParameters(cloud.Client(null, handler)));

        await writer.WriteAsync([new($"ref+awsssm://{_name}#/password", new Secret("fake-next"))], Cancellation);

        (await AskAsync(cloud, null, $"ref+awsssm://{_name}"))[0].Get().Reveal().ShouldBe("""{"user":"ana","password":"fake-next"}""");
        bodies[^1].ShouldContain("KeyId");
        writer.FindWriteProblem([$"ref+awsssm://{_name}?version=1"]).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("ref+awsssm://a b", "does not name a parameter")]
    [InlineData("ref+awsssm://a:3", "?version=")]
    [InlineData("ref+awsssm://a?version=x:y", "version")]
    [InlineData("ref+awsssm://a?decrypt=false", "decrypt")]
    public async Task A_wrong_reference_is_not_asked_for(string reference, string word) =>
        (await AskAsync(await AwsCloud.SharedAsync(), null, reference))[0].Failure!.Message.ShouldContain(word);

    private static Task<IReadOnlyList<SecretAnswer>> AskAsync(AwsCloud cloud, RecordingHandler? handler, params string[] references) =>
        new ManagedSecrets(new StoredParameters(cloud.Client(null, handler)), AwsCloud.Limits).ResolveAllAsync(references, Cancellation);

    private static Task<JsonElement> PutAsync(AwsCloud cloud, string name, string text) => cloud.CallAsync(AwsService.ParameterStore, "PutParameter", writer =>
    {
        writer.WriteString("Name", name);
        writer.WriteString("Value", text);
        writer.WriteString("Type", "SecureString");
        writer.WriteBoolean("Overwrite", true);
    });
}
