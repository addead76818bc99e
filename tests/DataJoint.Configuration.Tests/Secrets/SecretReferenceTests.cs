#if NET
using System.Text.Json;
#endif

namespace DataJoint.Configuration.Tests;

/// <summary>Secrets that are kept elsewhere: nothing prints them, and their text is asked for where it is needed.</summary>
public sealed class SecretReferenceTests
{
    private const string Name = "CANARY-reference";
    private const string Text = "CANARY-text";

#if NET
    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };
#endif

    private readonly SecretVault _manager = new();
    private readonly Secret _reference;

    public SecretReferenceTests() => _reference = _manager.Keep(Name, Text);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_resolved_each_time_that_its_text_is_needed()
    {
        _reference.IsResolved.ShouldBeFalse();
        _manager.Asked.ShouldBe(0);

        (await _reference.ResolveAsync(Cancellation)).Reveal().ShouldBe(Text);
        _manager[Name] = "fake-2";
        (await _reference.ResolveAsync(Cancellation)).Reveal().ShouldBe("fake-2");
        _reference.Resolve(Cancellation).Reveal().ShouldBe("fake-2");

        (_manager.Asked, _manager.AskedSynchronously).ShouldBe((3, 1));
        _reference.IsResolved.ShouldBeFalse();
    }

    [Fact]
    public void Its_text_cannot_be_revealed_and_the_exception_names_the_way()
    {
        InvalidOperationException refused = Should.Throw<InvalidOperationException>(_reference.Reveal);
        refused.Message.ShouldContain("ResolveAsync()");
        refused.ToString().ShouldNotContain("CANARY");
        Should.Throw<InvalidOperationException>(() => ((SettingValue)_reference).Reveal()).Message.ShouldContain("ResolveAsync()");
        _manager.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_text_resolves_to_itself()
    {
        Secret text = new("fake");
        text.IsResolved.ShouldBeTrue();
        (await text.ResolveAsync(Cancellation)).ShouldBeSameAs(text);
        text.Resolve(Cancellation).ShouldBeSameAs(text);
    }

    [Fact]
    public void References_compare_without_being_resolved()
    {
        _reference.ShouldBe(new Secret(_manager, Name));
        _reference.ShouldNotBe(new Secret(_manager, Name + "2"));
        _reference.ShouldNotBe(new Secret(new SecretVault(), Name));
        _reference.ShouldNotBe(new Secret(Name));
        _reference.ShouldNotBe(new Secret(Text));
        new Secret(Name).ShouldNotBe(_reference);
        _reference.GetHashCode().ShouldBe(new Secret("x").GetHashCode());
        _manager.Asked.ShouldBe(0);
        Should.Throw<ArgumentNullException>(() => new Secret(null!, Name));
        Should.Throw<ArgumentNullException>(() => new Secret(_manager, null!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resolver_that_fails_gives_a_diagnostic_and_nothing_of_what_it_said(bool isAsync)
    {
        _manager.Failure = new IOException(Text + Name);
        SecretException failed = await ShouldFailAsync(isAsync);
        failed.Diagnostic.Id.ShouldBe(DiagnosticIds.SecretUnresolved);
        failed.Message.ShouldBe("the resolver of fake references failed with IOException");
        failed.Diagnostic.Hint.ShouldNotBeNullOrEmpty();
        failed.IsTransient.ShouldBeTrue();
        failed.ToString().ShouldNotContain("CANARY");

        _manager.Failure = new UnauthorizedAccessException(Text);
        (await ShouldFailAsync(isAsync)).IsTransient.ShouldBeFalse();

        _manager.Failure = new SecretException("the vault denies access", "Ask the administrator.");
        (await ShouldFailAsync(isAsync)).ShouldBeSameAs(_manager.Failure);

        // A time-out of its own, which the caller has not asked for.
        _manager.Failure = new OperationCanceledException();
        (await ShouldFailAsync(isAsync)).IsTransient.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resolver_that_knows_nothing_is_told(bool isAsync)
    {
        Secret unknown = new(_manager, "CANARY-unknown");
        SecretException failed = isAsync
            ? await Should.ThrowAsync<SecretException>(async () => await unknown.ResolveAsync(Cancellation))
            : Should.Throw<SecretException>(() => unknown.Resolve(Cancellation));
        failed.Message.ShouldBe("the resolver of fake references knows no such secret");
    }

    [Fact]
    public async Task Who_gives_up_waits_no_longer()
    {
        _manager.IsSilent = true;
        using CancellationTokenSource giveUp = new();
        ValueTask<Secret> asking = _reference.ResolveAsync(giveUp.Token);
        giveUp.Cancel();

        await Should.ThrowAsync<OperationCanceledException>(async () => await asking);
        await Should.ThrowAsync<OperationCanceledException>(async () => await _reference.ResolveAsync(giveUp.Token));
        Should.Throw<OperationCanceledException>(() => _reference.Resolve(giveUp.Token));
        _manager.Asked.ShouldBe(1, "who has given up before does not ask");
    }

    [Fact]
    public async Task A_setting_takes_one_and_is_told_by_its_key_when_it_fails()
    {
        using TestProject project = new();
        DataJointConfig config = Loaded(project);

        config.Database.Password.ShouldBe(_reference);
        (await config.Snapshot.Find("database.password").ResolveAsync(Cancellation)).Value.Reveal().ShouldBe(Text);
        config.Snapshot.Find("database.password").Resolve(Cancellation).Value.Reveal().ShouldBe(Text);
        ResolvedSetting user = config.Snapshot.Find("database.user");
        (await user.ResolveAsync(Cancellation)).ShouldBeSameAs(user);

        _manager[Name] = "with\0NUL";
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await config.Snapshot.Find("database.password").ResolveAsync(Cancellation));
        failed.Message.ShouldBe("database.password: what the reference leads to holds a NUL character");
        failed.Diagnostic.Origin!.ToString().ShouldBe("program");
        Should.Throw<SecretException>(() => config.Snapshot.Find("database.password").Resolve(Cancellation)).Message.ShouldBe(failed.Message);
    }

    [Fact]
    public async Task A_resolver_that_cannot_even_tell_its_name_is_told_by_its_type()
    {
        _manager.SchemeFailure = new InvalidOperationException("CANARY");
        _manager.Failure = new IOException("CANARY");

        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await _reference.ResolveAsync(Cancellation));

        failed.Message.ShouldBe("the resolver SecretVault failed with IOException");
        failed.IsTransient.ShouldBeTrue();
        Should.Throw<SecretException>(() => _reference.Resolve(Cancellation)).Message.ShouldBe(failed.Message);
    }

    [Fact]
    public void A_setting_that_is_no_secret_takes_none()
    {
        using TestProject project = new();
        DataJointConfig config = Loaded(project);
        Should.Throw<ArgumentException>(() => config["database.host"] = _reference).ToString().ShouldNotContain("CANARY");
        Should.Throw<ArgumentException>(() => config["database.port"] = _reference);
        config["custom.lab.key"] = _reference;
        config["custom.lab.key"].ToString().ShouldBe(Secret.Mask);
    }

    [Fact]
    public async Task A_store_is_resolved_as_a_whole_and_an_empty_credential_is_not_taken_for_none()
    {
        using TestProject project = new();
        StoreSpec store = Loaded(project).Stores["main"];

        store.HasReferences.ShouldBeTrue();
        StoreSpec resolved = await store.ResolveAsync(Cancellation);
        resolved.GetSecret("secret_key")!.Reveal().ShouldBe(Text);
        resolved.GetSecret("access_key")!.Reveal().ShouldBe("fake-id");
        resolved.HasReferences.ShouldBeFalse();
        (resolved.Name, resolved.Location, resolved.OriginOf("secret_key")!.ToString()).ShouldBe((store.Name, store.Location, "program"));
        (await resolved.ResolveAsync(Cancellation)).ShouldBeSameAs(resolved);
        resolved.Resolve(Cancellation).ShouldBeSameAs(resolved);
        store.Resolve(Cancellation).GetSecret("secret_key")!.Reveal().ShouldBe(Text);

        _manager[Name] = " ";
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await store.ResolveAsync(Cancellation));
        failed.Message.ShouldBe("stores.main.secret_key: what the reference leads to is empty");
    }

    [Fact]
    public void Nothing_prints_the_reference_or_the_text()
    {
        using TestProject project = new();
        DataJointConfig config = Loaded(project);
        object[] all =
        [
            _reference, $"{_reference}", config, config.Snapshot, config.Database.Password!, config.Stores["main"], config.Snapshot.Find("database.password"),
            config.Explain("database.password"), config["database.password"], config.Explain("stores.main.secret_key").Candidates[0],
            config.Snapshot.Find("database.password").Resolve(Cancellation), config.Stores["main"].Resolve(Cancellation),
        ];
        foreach (object item in all)
        {
            item.ToString()!.ShouldNotContain("CANARY");
#if NET
            JsonSerializer.Serialize(item, item.GetType(), Fields).ShouldNotContain("CANARY");
#endif
        }

        string.Concat(config.Snapshot.ListSettings()).ShouldNotContain("CANARY");
    }

    private DataJointConfig Loaded(TestProject project) => project
        .WithProjectFile("""{ "stores": { "main": { "protocol": "s3", "endpoint": "e", "bucket": "b", "location": "l" } } }""")
        .WithSetting("database.user", "me").WithSetting("database.password", _reference)
        .WithSetting("stores.main.access_key", "fake-id").WithSetting("stores.main.secret_key", _reference)
        .Load();

    private async Task<SecretException> ShouldFailAsync(bool isAsync) => isAsync
        ? await Should.ThrowAsync<SecretException>(async () => await _reference.ResolveAsync(Cancellation))
        : Should.Throw<SecretException>(() => _reference.Resolve(Cancellation));
}
