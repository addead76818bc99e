using System.Text.Json.Nodes;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>What every secret manager does. A class for each manager derives from it, and says with a fixture how the manager is reached.</summary>
public abstract class SecretManagerSuite(Func<Task<KeeperFixture>> start) : IAsyncLifetime
{
    private const string Login = $$"""{ "username": "alice", "password": "{{KeeperFixture.Canary}}", "nested": { "a/b": ["x", "{{KeeperFixture.Canary}}-2"] }, "port": 3306 }""";

    /// <summary>Long enough for any machine: what takes so long has hung.</summary>
    private static readonly SecretLimits Limits = new() { CallTimeout = TimeSpan.FromSeconds(60), RetryDelay = TimeSpan.FromMilliseconds(1) };

    private KeeperFixture? _keeper;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private KeeperFixture Keeper => _keeper!;

    private StandInFaults Faults
    {
        get
        {
            Assert.SkipWhen(Keeper.Faults is null, "a real service cannot be made to fail");
            return Keeper.Faults!;
        }
    }

    public async ValueTask InitializeAsync() => _keeper = await start();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_keeper is not null)
        {
            _keeper.Faults?.Release();
            await _keeper.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_whole_document_is_read_and_who_read_it_is_said()
    {
        await Keeper.PutAsync("whole", Login);

        SecretAnswer answer = await AskAsync(Keeper.ReferenceTo("whole"));

        JsonNode.DeepEquals(JsonNode.Parse(answer.Get().Reveal()), JsonNode.Parse(Login)).ShouldBeTrue();
        answer.Identity.ShouldNotBeNull().ShouldContain(Keeper.Identity);
        answer.Identity.ShouldNotContain(KeeperFixture.Canary);
    }

    [Theory]
    [InlineData("/username", "alice")]
    [InlineData("/password", KeeperFixture.Canary)]
    [InlineData("/nested/a~1b/1", KeeperFixture.Canary + "-2")]
    [InlineData("/port", "3306")]
    public async Task A_field_is_taken_out_of_a_document(string field, string expected)
    {
        await Keeper.PutAsync("fields", Login);

        (await AskAsync(Keeper.ReferenceTo("fields") + "#" + field)).Get().Reveal().ShouldBe(expected);
    }

    [Fact]
    public async Task Code_that_cannot_wait_gets_the_same()
    {
        await Keeper.PutAsync("fields", Login);

        Keeper.Open(Limits).Resolve(Keeper.ReferenceTo("fields") + "#/password", Cancellation).Reveal().ShouldBe(KeeperFixture.Canary);
    }

    [Fact]
    public async Task A_missing_field_is_reported_with_those_that_are_there()
    {
        await Keeper.PutAsync("fields", Login);

        SecretException failure = await FailAsync(Keeper.ReferenceTo("fields") + "#/pass", SecretRules.NotFound);

        failure.Message.ShouldContain("username");
        failure.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_missing_document_is_reported_and_does_not_keep_the_others()
    {
        await Keeper.PutAsync("there", Login);

        IReadOnlyList<SecretAnswer> answers = await Keeper.Open(Limits).ResolveAllAsync(
            [Keeper.ReferenceTo("missing"), Keeper.ReferenceTo("there") + "#/password", "ref+wrong"], Cancellation);

        ShouldBe(answers[0], SecretRules.NotFound).IsTransient.ShouldBeFalse();
        answers[1].Get().Reveal().ShouldBe(KeeperFixture.Canary);
        ShouldBe(answers[2], SecretRules.Malformed);
    }

    [Fact]
    public async Task What_the_identity_may_not_read_is_reported_with_the_identity()
    {
        SecretException failure = await FailAsync(await Keeper.PutForbiddenAsync("forbidden", Login), SecretRules.Refused);

        failure.Message.ShouldContain(Keeper.Identity);
        failure.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_refused_login_is_reported()
    {
        await Keeper.PutAsync("there", Login);

        ShouldBe(await AskAsync(Keeper.ReferenceTo("there"), Keeper.OpenWithWrongLogin(Limits)), SecretRules.Refused).IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_missing_login_is_reported_with_what_was_looked_for() =>
        ShouldBe(await AskAsync(Keeper.ReferenceTo("there"), Keeper.OpenWithoutLogin(Limits)), SecretRules.NoIdentity).IsTransient.ShouldBeFalse();

    [Fact]
    public async Task Who_cannot_be_reached_may_be_asked_again_later() =>
        ShouldBe(await AskAsync(Keeper.ReferenceTo("there"), Keeper.OpenWithNobodyThere(Limits)), SecretRules.Unreachable).IsTransient.ShouldBeTrue();

    [Fact]
    public async Task An_answer_that_does_not_come_is_given_up()
    {
        await Keeper.PutAsync("there", Login);
        Faults.Hold();
        SecretLimits limits = new() { CallTimeout = TimeSpan.FromMilliseconds(200), MaxAttempts = 1 };

        ShouldBe(await AskAsync(Keeper.ReferenceTo("there"), Keeper.Open(limits)), SecretRules.Unreachable).IsTransient.ShouldBeTrue();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_may_pass_is_tried_again(int status)
    {
        await Keeper.PutAsync("there", Login);
        Faults.AnswerNext(new StandInResponse(status), new StandInResponse(status));

        (await AskAsync(Keeper.ReferenceTo("there") + "#/password")).Get().Reveal().ShouldBe(KeeperFixture.Canary);

        Faults.Reads.ShouldBe(3);
    }

    [Fact]
    public async Task What_does_not_pass_is_tried_three_times()
    {
        await Keeper.PutAsync("there", Login);
        Faults.AnswerNext(Enumerable.Repeat(new StandInResponse(503, $"{KeeperFixture.Canary} is down"), 10));

        (await FailAsync(Keeper.ReferenceTo("there"), SecretRules.Unreachable)).IsTransient.ShouldBeTrue();

        Faults.Reads.ShouldBe(3);
    }

    [Theory]
    [InlineData(KeeperFixture.Canary)]
    [InlineData($$"""{ "data": "{{KeeperFixture.Canary}}" }""")]
    [InlineData($$"""["{{KeeperFixture.Canary}}"]""")]
    [InlineData("")]
    public async Task An_answer_in_another_form_is_reported_without_repeating_it(string body)
    {
        await Keeper.PutAsync("there", Login);
        Faults.AnswerNext(Enumerable.Repeat(new StandInResponse(200, body), 10));

        ShouldTellNothing((await AskAsync(Keeper.ReferenceTo("there") + "#/password")).Failure.ShouldNotBeNull());
    }

    [Fact]
    public async Task A_hundred_references_take_one_call_for_as_many_documents_as_it_can_read()
    {
        const int documents = 50;
        for (int i = 0; i < documents; i++)
        {
            await Keeper.PutAsync($"many-{i}", Login);
        }

        IBatchSecretResolver resolver = Keeper.Open(Limits);
        IReadOnlyList<SecretAnswer> answers = await resolver.ResolveAllAsync(
            [.. Enumerable.Range(0, documents).SelectMany(i => new[] { "#/username", "#/password" }.Select(field => Keeper.ReferenceTo($"many-{i}") + field))], Cancellation);

        answers.ShouldAllBe(answer => answer.Failure == null);
        answers.Select(answer => answer.Get().Reveal()).Distinct().ShouldBe(["alice", KeeperFixture.Canary]);
        if (Keeper.Faults is { } faults)
        {
            faults.Reads.ShouldBe((documents + Keeper.MaxDocuments - 1) / Keeper.MaxDocuments);
        }
    }

    [Fact]
    public async Task Calls_are_under_way_at_the_same_time()
    {
        const int calls = 8;
        string[] names = [.. Enumerable.Range(0, calls * Keeper.MaxDocuments).Select(i => $"parallel-{i}")];
        foreach (string name in names)
        {
            await Keeper.PutAsync(name, Login);
        }

        Faults.Gather(calls);

        (await Keeper.Open(Limits).ResolveAllAsync([.. names.Select(Keeper.ReferenceTo)], Cancellation)).ShouldAllBe(answer => answer.Failure == null);
    }

    /// <summary>What stands beside is kept, whatever it is.</summary>
    [Fact]
    public async Task Fields_are_written_together_and_the_rest_of_the_document_stays()
    {
        await Keeper.PutAsync("written", Login);
        ISecretWriter writer = Keeper.Open(Limits).ShouldBeAssignableTo<ISecretWriter>()!;
        string document = Keeper.ReferenceTo("written");
        string[] fields = [document + "#/username", document + "#/nested/a~1b/1"];
        Assert.SkipWhen(writer.FindWriteProblem(fields)?.Contains("only reads", StringComparison.Ordinal) == true, "Nothing is written there.");

        await writer.WriteAsync([new(fields[0], new Secret("bob")), new(fields[1], new Secret("fake \"quoted\" ü"))], Cancellation);

        JsonNode expected = JsonNode.Parse(Login)!;
        expected["username"] = "bob";
        expected["nested"]!["a/b"]![1] = "fake \"quoted\" ü";
        JsonNode.DeepEquals(JsonNode.Parse((await AskAsync(document)).Get().Reveal()), expected).ShouldBeTrue();

        await writer.WriteAsync([new(document, new Secret("""{ "all": "new" }"""))], Cancellation);
        (await AskAsync(document + "#/all")).Get().Reveal().ShouldBe("new");
    }

    [Fact]
    public async Task What_cannot_be_written_is_said()
    {
        await Keeper.PutAsync("written", Login);
        ISecretWriter writer = Keeper.Open(Limits).ShouldBeAssignableTo<ISecretWriter>()!;

        writer.FindWriteProblem([Keeper.ReferenceTo("written") + "#/username", Keeper.ReferenceTo("other") + "#/password"]).ShouldNotBeNull();
        (await Should.ThrowAsync<SecretException>(() => writer.WriteAsync([new(Keeper.ReferenceTo("written") + "#/missing", new Secret("fake"))], Cancellation)))
            .Message.ShouldNotContain(KeeperFixture.Canary);
        JsonNode.DeepEquals(JsonNode.Parse((await AskAsync(Keeper.ReferenceTo("written"))).Get().Reveal()), JsonNode.Parse(Login)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_question_waits_for_nobody()
    {
        await Keeper.PutAsync("there", Login);
        Faults.Hold();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<IReadOnlyList<SecretAnswer>> asking = Keeper.Open(Limits).ResolveAllAsync([Keeper.ReferenceTo("there")], cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    private async Task<SecretAnswer> AskAsync(string reference, IBatchSecretResolver? resolver = null) =>
        (await (resolver ?? Keeper.Open(Limits)).ResolveAllAsync([reference], Cancellation)).ShouldHaveSingleItem();

    private async Task<SecretException> FailAsync(string reference, DiagnosticRule rule) => ShouldBe(await AskAsync(reference), rule);

    private static SecretException ShouldBe(SecretAnswer answer, DiagnosticRule rule)
    {
        SecretException failure = answer.Failure.ShouldNotBeNull();
        failure.Diagnostic.Rule.Id.ShouldBe(rule.Id, failure.Message);
        ShouldTellNothing(failure);
        return failure;
    }

    private static void ShouldTellNothing(SecretException failure)
    {
        failure.ToString().ShouldNotContain(KeeperFixture.Canary);
        (failure.Diagnostic.Hint ?? "").ShouldNotContain(KeeperFixture.Canary);
        failure.Message.ShouldNotContain("\n");
    }
}
