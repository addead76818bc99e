using DataJoint.Configuration;

namespace DataJoint.Secrets.Tests;

/// <summary>What all secret managers have in common: few calls, at the same time, with limits, and fields of JSON documents.</summary>
public sealed class ManagedSecretsTests
{
    private const string Document = """{ "user": "ana", "password": "CANARY-pw", "port": 3306, "tls": true, "none": null, "list": ["a", "b"], "a/b": { "m~n": "deep" } }""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("#/password", "CANARY-pw")]
    [InlineData("#/port", "3306")]
    [InlineData("#/tls", "true")]
    [InlineData("#/list/1", "b")]
    [InlineData("#/list", """["a", "b"]""")]
    [InlineData("#/a~1b/m~0n", "deep")]
    [InlineData("#/a~1b/m%7E0n", "deep")]
    [InlineData("", Document)]
    public async Task A_field_is_taken_from_a_document(string field, string expected)
    {
        FakeSecretManager manager = new() { Documents = { ["lab"] = Document } };
        ManagedSecrets secrets = new(manager);
        (await secrets.ResolveAsync("ref+fake://lab" + field, Cancellation)).Reveal().ShouldBe(expected);
        secrets.Resolve("ref+fake://lab" + field, Cancellation).Reveal().ShouldBe(expected);
    }

    [Theory]
    [InlineData("lab", "#/passwort", "user, password, port")]
    [InlineData("lab", "#/password/x", "no fields")]
    [InlineData("lab", "#/list/2", "an array of 2 items, whose indexes are 0 to 1")]
    [InlineData("lab", "#/none", "is null")]
    [InlineData("text", "#/x", "is not JSON")]
    public async Task A_field_that_is_not_there_is_told_without_a_text(string document, string field, string expected)
    {
        ManagedSecrets secrets = new(new FakeSecretManager { Documents = { ["lab"] = Document, ["text"] = "CANARY-pw {" } });
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await secrets.ResolveAsync($"ref+fake://{document}{field}", Cancellation));
        failed.Diagnostic.Id.ShouldBe(DiagnosticIds.SecretNotFound);
        failed.Diagnostic.Message.ShouldContain(expected);
        failed.ToString().ShouldNotContain("CANARY");
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(20, 2)]
    [InlineData(int.MaxValue, 1)]
    public async Task Each_document_is_asked_for_once_in_as_few_calls_as_the_manager_allows(int maxDocuments, int calls)
    {
        FakeSecretManager manager = new() { MaxDocuments = maxDocuments };
        List<string> references = [];
        for (int i = 0; i < 30; i++)
        {
            manager.Documents[$"d{i}"] = $$"""{ "a": "a{{i}}", "b": "b{{i}}" }""";
            references.AddRange([$"ref+fake://d{i}#/a", $"ref+fake://d{i}#/b"]);
        }

        IReadOnlyList<SecretAnswer> answers = await new ManagedSecrets(manager).ResolveAllAsync(references, Cancellation);
        manager.Calls.Count.ShouldBe(calls);
        manager.Calls.SelectMany(call => call).Order().ShouldBe(Enumerable.Range(0, 30).Select(i => $"d{i}").Order());
        answers.Select(answer => answer.Get().Reveal()).ShouldBe(Enumerable.Range(0, 30).SelectMany(i => new[] { $"a{i}", $"b{i}" }));
        answers.ShouldAllBe(answer => answer.Identity == "the tester");
    }

    [Fact]
    public async Task Calls_are_under_way_at_the_same_time()
    {
        using CountdownEvent all = new(100);
        TaskCompletionSource everyone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeSecretManager manager = new()
        {
            Before = (_, token) =>
            {
                if (all.Signal())
                {
                    everyone.SetResult();
                }

                return everyone.Task.WaitAsync(token); // no call ends before all have begun
            },
        };
        for (int i = 0; i < 100; i++)
        {
            manager.Documents[$"d{i}"] = "text";
        }

        ManagedSecrets secrets = new(manager, new SecretLimits { CallTimeout = TimeSpan.FromMinutes(5) });
        (await secrets.ResolveAllAsync([.. Enumerable.Range(0, 100).Select(i => $"ref+fake://d{i}")], Cancellation)).ShouldAllBe(answer => answer.Failure == null);
    }

    [Fact]
    public async Task What_fails_for_a_reason_that_may_pass_is_tried_again_and_the_rest_is_not()
    {
        FakeSecretManager manager = new()
        {
            Documents = { ["lab"] = "text" },
            Before = (call, _) => call < 3 ? throw SecretException.From(SecretRules.Unreachable, "busy", null, isTransient: true) : Task.CompletedTask,
        };
        SecretLimits quick = new() { RetryDelay = TimeSpan.Zero };
        (await new ManagedSecrets(manager, quick).ResolveAsync("ref+fake://lab", Cancellation)).Reveal().ShouldBe("text");
        manager.Calls.Count.ShouldBe(3);

        FakeSecretManager refusing = new() { Before = (_, _) => throw SecretException.From(SecretRules.Refused, "no", null, isTransient: false) };
        SecretException refused = await Should.ThrowAsync<SecretException>(async () => await new ManagedSecrets(refusing, quick).ResolveAsync("ref+fake://lab", Cancellation));
        (refused.Diagnostic.Id, refusing.Calls.Count).ShouldBe((DiagnosticIds.SecretRefused, 1));
    }

    [Fact]
    public async Task Only_what_failed_is_asked_for_again()
    {
        FakeSecretManager manager = new() { MaxDocuments = 20, Documents = { ["a"] = "text" }, Busy = { "b" } };
        SecretLimits quick = new() { RetryDelay = TimeSpan.Zero, MaxAttempts = 2 };
        IReadOnlyList<SecretAnswer> answers = await new ManagedSecrets(manager, quick).ResolveAllAsync(["ref+fake://a", "ref+fake://b"], Cancellation);
        answers[0].Get().Reveal().ShouldBe("text");
        answers[1].Failure!.Diagnostic.Id.ShouldBe(DiagnosticIds.SecretKeeperUnreachable);
        manager.Calls.ShouldBe([["a", "b"], ["b"]]);
    }

    [Fact]
    public async Task Whatever_one_document_or_its_manager_throws_keeps_nobody_else_and_is_not_quoted()
    {
        FakeSecretManager manager = new() { Documents = { ["good"] = "text", ["odd"] = """{ "password": "CANARY\ud800" }""" } };
        manager.Before = (call, _) => manager.Calls[call - 1][0] == "broken" ? throw new InvalidOperationException("CANARY") : Task.CompletedTask;
        IReadOnlyList<SecretAnswer> answers = await new ManagedSecrets(manager, new SecretLimits { MaxCalls = 1 })
            .ResolveAllAsync(["ref+fake://broken", "ref+fake://odd#/password", "ref+fake://good"], Cancellation);
        answers.Select(answer => answer.Failure is null).ShouldBe([false, false, true]);
        answers[1].Failure!.Message.ShouldContain("not Unicode text");
        answers.ShouldAllBe(answer => answer.Failure == null || !answer.Failure.ToString().Contains("CANARY"));
    }

    [Fact]
    public async Task A_call_that_is_not_answered_ends_with_its_limit()
    {
        FakeSecretManager silent = new() { Before = (_, _) => new TaskCompletionSource().Task };
        SecretLimits limits = new() { CallTimeout = TimeSpan.FromMilliseconds(50), MaxAttempts = 2, RetryDelay = TimeSpan.Zero };
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await new ManagedSecrets(silent, limits).ResolveAsync("ref+fake://lab", Cancellation));
        (failed.Diagnostic.Id, failed.IsTransient, silent.Calls.Count).ShouldBe((DiagnosticIds.SecretKeeperUnreachable, true, 2));
        failed.Message.ShouldBe("no answer from the manager of fake secrets within 0.1 s");
    }

    [Fact]
    public async Task Who_does_not_answer_is_named_with_the_address()
    {
        FakeSecretManager silent = new() { Before = (_, _) => new TaskCompletionSource().Task, Server = () => "the vault at vault.example.org:8200" };
        ManagedSecrets secrets = new(silent, new SecretLimits { CallTimeout = TimeSpan.FromMilliseconds(50), MaxAttempts = 1 });
        (await Should.ThrowAsync<SecretException>(async () => await secrets.ResolveAsync("ref+fake://lab", Cancellation)))
            .Message.ShouldBe("no answer from the vault at vault.example.org:8200 within 0.1 s");
        silent.Server = () => throw new InvalidOperationException("CANARY");
        (await Should.ThrowAsync<SecretException>(async () => await secrets.ResolveAsync("ref+fake://lab", Cancellation)))
            .Message.ShouldBe("no answer from the manager of fake secrets within 0.1 s");
    }

    [Theory]
    [InlineData("ref+fake://lab")]
    [InlineData("ref+fake://document#/password")]
    public async Task A_text_that_is_a_reference_itself_is_no_secret(string reference)
    {
        FakeSecretManager manager = new() { Documents = { ["lab"] = "ref+file:///etc/token", ["document"] = """{ "password": "ref+file:///etc/token" }""" } };
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await new ManagedSecrets(manager).ResolveAsync(reference, Cancellation));
        failed.Message.ShouldContain("leads to another reference");
        failed.ToString().ShouldNotContain("/etc/token");
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_is_let_go()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        FakeSecretManager silent = new() { Before = (_, _) => new TaskCompletionSource().Task };
        Task asking = new ManagedSecrets(silent).ResolveAllAsync(["ref+fake://lab"], end.Token);
        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task A_reference_that_the_manager_does_not_understand_is_not_sent()
    {
        FakeSecretManager manager = new() { Documents = { ["lab"] = "text" } };
        IReadOnlyList<SecretAnswer> answers = await new ManagedSecrets(manager).ResolveAllAsync(["ref+fake://wrong", "ref+fake://lab", "nonsense", "ref+fake://none"], Cancellation);
        answers.Select(answer => answer.Failure is null).ShouldBe([false, true, false, false]);
        answers[0].Failure!.Diagnostic.Message.ShouldContain("is wrong");
        manager.Calls.SelectMany(call => call).Order().ShouldBe(["lab", "none"]);
    }
}
