using DataJoint.Configuration;
using DataJoint.Secrets;
using DataJoint.Stores;

namespace DataJoint.Operations.Tests;

/// <summary>A store whose keys a service makes, with faults at every step and of every kind of record.</summary>
public sealed class StoreRotationTests
{
    private static readonly RotationStepKind[] Whole =
        [RotationStepKind.Created, RotationStepKind.Proven, RotationStepKind.Written, RotationStepKind.Retired, RotationStepKind.Refused, RotationStepKind.Deleted];

    private static readonly RotationStepKind[] WithoutDisabling =
        [RotationStepKind.Created, RotationStepKind.Proven, RotationStepKind.Written, RotationStepKind.Deleted, RotationStepKind.Refused];

    public static TheoryData<string> Records => KeyBench.Records;

    public static TheoryData<string, RotationStepKind> Ends => new(KeyBench.Records.SelectMany(_ => Whole, (record, end) => (record.Data, end)));

    public static TheoryData<string, bool> Calls => new(((string[])["list", "create", "disable", "delete"]).SelectMany(_ => (bool[])[false, true], (call, isAfter) => (call, isAfter)));

    [Theory]
    [MemberData(nameof(Records))]
    public async Task A_store_gets_another_key(string record)
    {
        using var bench = KeyBench.Create(record);

        IReadOnlyList<RotationStep> steps = await bench.RotateAsync();

        steps.Select(step => step.Kind).ShouldBe(Whole);
        string.Join('\n', steps).ShouldNotContain(bench.Former.Id);
        await ShouldBeOverAsync(bench);
    }

    [Fact]
    public async Task Keys_that_cannot_be_disabled_are_deleted()
    {
        using var bench = KeyBench.Create("json", KeyRing.Create(canDisable: false, choosesIds: false, maxKeys: null));

        (await bench.RotateAsync()).Select(step => step.Kind).ShouldBe(WithoutDisabling);

        await ShouldBeOverAsync(bench);
    }

    /// <summary>Whatever step it ended after, the project records a key that works, and another run finishes.</summary>
    [Theory]
    [MemberData(nameof(Ends))]
    public async Task An_interrupted_rotation_is_finished_by_the_next(string record, RotationStepKind end)
    {
        using var bench = KeyBench.Create(record);

        await Should.ThrowAsync<TimeoutException>(() => bench.RotateAsync(step => _ = step.Kind == end ? throw new TimeoutException() : step));
        (await bench.WorksAsync()).ShouldBeTrue();
        foreach (string journal in Directory.GetFiles(bench.Root, "journal.json", SearchOption.AllDirectories))
        {
            File.GetUnixFileMode(journal).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.ReadAllText(journal).ShouldNotContain("fake-secret");
        }

        IReadOnlyList<RotationStep> steps = await bench.RotateAsync();

        steps[0].Kind.ShouldBe(RotationStepKind.Resumed);
        await ShouldBeOverAsync(bench);
    }

    /// <summary>A call whose answer is lost may have been carried out, or not.</summary>
    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_lost_answer_leaves_no_key_that_nobody_knows(string call, bool isAfter)
    {
        foreach (bool choosesIds in (bool[])[true, false])
        {
            using var bench = KeyBench.Create("json", KeyRing.Create(choosesIds: choosesIds));
            bool isLost = true;
            bench.Ring.OnCall = (name, after) => _ = isLost && name == call && after == isAfter
                ? throw SecretException.From(SecretRules.Unreachable, "lost", null, isTransient: true) : name;

            var failed = (IDataJointException)await Should.ThrowAsync<Exception>(() => bench.RotateAsync());
            failed.IsTransient.ShouldBeTrue(failed.ToString());
            (await bench.WorksAsync()).ShouldBeTrue();
            isLost = false;
            await bench.RotateAsync();

            await ShouldBeOverAsync(bench);
        }
    }

    [Fact]
    public async Task A_refusal_changes_nothing_and_leaves_nothing()
    {
        using var bench = KeyBench.Create("json");
        bench.Ring.OnCall = static (name, after) => _ = name == "create" ? throw SecretException.From(SecretRules.Refused, "no right", "Allow it.", isTransient: false) : name;

        RotationException refused = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync());

        (refused.Diagnostic.Id, refused.Message, refused.Diagnostic.Hint).ShouldBe(("DJ7102", "no right; nothing was changed", "Allow it."));
        bench.IsRotating.ShouldBeFalse();
        bench.Ring.Ids.ShouldBe([bench.Former.Id]);
    }

    [Fact]
    public async Task A_recorded_key_that_is_refused_is_told_and_nothing_is_left()
    {
        using var bench = KeyBench.Create("json");
        bench.Ring.Remove(bench.Former.Id);

        (await Should.ThrowAsync<StoreException>(() => bench.RotateAsync())).Code.ShouldBe(StoreErrorCode.CredentialsRefused);

        bench.IsRotating.ShouldBeFalse();
    }

    [Fact]
    public async Task A_former_key_that_is_only_denied_a_right_is_not_deleted()
    {
        using var bench = KeyBench.Create("json");

        RotationException open = await Should.ThrowAsync<RotationException>(
            () => bench.RotateAsync(step => bench.Ring.DeniedId = step.Kind == RotationStepKind.Retired ? bench.Former.Id : null));

        (open.Diagnostic.Id, bench.IsRotating).ShouldBe(("DJ7105", true));
        bench.Ring.Ids.ShouldContain(bench.Former.Id);
        bench.Ring.DeniedId = null;
        await bench.RotateAsync();
        await ShouldBeOverAsync(bench);
    }

    [Fact]
    public async Task A_second_key_is_named_and_deleted_only_when_that_is_asked_for()
    {
        using var bench = KeyBench.Create("json");
        AccessKeyPair second = bench.Ring.Add(age: TimeSpan.FromDays(400));

        RotationException refused = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync());
        refused.Diagnostic.Id.ShouldBe("DJ7101");
        refused.Message.ShouldContain($"{second.Id} (active, made 2025-10-25)");
        bench.Ring.Ids.ShouldBe([bench.Former.Id, second.Id]);
        bench.IsRotating.ShouldBeFalse();
        (await bench.RotateAsync(options: bench.Options(second.Id))).Select(step => step.Kind).ShouldBe([RotationStepKind.Deleted, .. Whole]);

        await ShouldBeOverAsync(bench);
    }

    /// <summary>A key that was made at another time than the interrupted run's is somebody's.</summary>
    [Fact]
    public async Task Somebody_else_s_new_key_is_not_taken_for_an_orphan()
    {
        using var bench = KeyBench.Create("json");
        bench.Ring.OnCall = static (name, after) => _ = name == "create" ? throw SecretException.From(SecretRules.Unreachable, "lost", null, isTransient: true) : name;
        await Should.ThrowAsync<RotationException>(() => bench.RotateAsync());
        bench.Ring.OnCall = static (_, _) => { };
        ((LeapingClock)bench.Ring.Clock).Advance(TimeSpan.FromMinutes(5));
        AccessKeyPair second = bench.Ring.Add();

        (await Should.ThrowAsync<RotationException>(() => bench.RotateAsync())).Message.ShouldContain(second.Id);

        bench.Ring.Ids.ShouldBe([bench.Former.Id, second.Id]);
    }

    /// <summary>Nobody else would know of them: the journal goes with the new beginning.</summary>
    [Theory]
    [InlineData("create")]
    [InlineData(null)]
    public async Task Keys_of_a_rotation_that_another_key_has_overtaken_are_named(string? lost)
    {
        using var bench = KeyBench.Create("json", KeyRing.Create(maxKeys: null));
        bench.Ring.OnCall = (name, after) => _ = after && name == lost ? throw SecretException.From(SecretRules.Unreachable, "lost", null, isTransient: true) : name;
        await Should.ThrowAsync<Exception>(() => bench.RotateAsync(step => _ = step.Kind == RotationStepKind.Created ? throw new TimeoutException() : step));
        bench.Ring.OnCall = static (_, _) => { };
        string[] begun = [.. bench.Ring.Ids];
        AccessKeyPair other = bench.Ring.Add();
        bench.Write(".secrets/datajoint.json", $$"""{ "stores": { "main": { "access_key": "{{other.Id}}", "secret_key": "{{other.SecretKey.Reveal()}}" } } }""");

        IReadOnlyList<RotationStep> steps = await bench.RotateAsync();

        begun.Length.ShouldBe(2);
        steps[0].Kind.ShouldBe(RotationStepKind.Resumed);
        begun.ShouldAllBe(id => steps[0].Note.Contains(id, StringComparison.Ordinal));
        steps[0].Note.ShouldNotContain(other.Id);
        bench.Ring.Ids.ShouldBe([.. begun, (await bench.ReadAsync()).Id]);
    }

    [Theory]
    [InlineData("create", false, "was deleted to make room, and no new one was made")]
    [InlineData("create", true, "was deleted to make room; no answer while a key was made")]
    [InlineData("delete", true, "it may be gone, and no new one was made")]
    public async Task A_key_that_was_deleted_to_make_room_is_named_when_no_new_one_is_made(string call, bool isTransient, string message)
    {
        using var bench = KeyBench.Create("json");
        AccessKeyPair second = bench.Ring.Add(age: TimeSpan.FromDays(400));
        bench.Ring.OnCall = (name, after) => _ = name == call && after == (call == "delete") ? throw SecretException.From(SecretRules.Refused, "no", null, isTransient) : name;

        RotationException failed = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync(options: bench.Options(second.Id)));

        failed.Message.ShouldContain(second.Id);
        failed.Message.ShouldContain(message);
        bench.Ring.Ids.ShouldBe([bench.Former.Id]);
        bench.Ring.OnCall = static (_, _) => { };
        await bench.RotateAsync();
        await ShouldBeOverAsync(bench);
    }

    [Fact]
    public async Task A_new_key_that_is_not_known_everywhere_yet_is_waited_for()
    {
        using var bench = KeyBench.Create("json");
        bench.Ring.Lag = 7;

        await bench.RotateAsync();

        bench.Ring.Lag.ShouldBeLessThan(0);
        await ShouldBeOverAsync(bench);
    }

    [Fact]
    public async Task A_new_key_that_never_works_is_deleted_again()
    {
        using var bench = KeyBench.Create("json");
        bench.Ring.Lag = int.MaxValue;

        (await Should.ThrowAsync<RotationException>(() => bench.RotateAsync())).Diagnostic.Id.ShouldBe("DJ7103");

        bench.Ring.Ids.ShouldBe([bench.Former.Id]);
        (await bench.WorksAsync()).ShouldBeTrue();
        bench.IsRotating.ShouldBeFalse();
    }

    [Theory]
    [InlineData("json", ".secrets/datajoint.json")]
    [InlineData("variables", "mounted/id")]
    [InlineData("variables", "mounted/secret")]
    [InlineData("reference", "mounted/pair.json")]
    public async Task What_cannot_be_written_is_rolled_back(string record, string file)
    {
        using var bench = KeyBench.Create(record);
        string path = Path.Combine(bench.Root, file);

        RotationException failed = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync(step =>
        {
            if (step.Kind == RotationStepKind.Proven)
            {
                File.Move(path, path + "~");
                File.CreateSymbolicLink(path, path + "~");
            }
        }));
        File.Move(path + "~", path, overwrite: true);

        failed.Diagnostic.Id.ShouldBe("DJ7103", failed.ToString());
        (await bench.ReadAsync()).ShouldBe((bench.Former.Id, bench.Former.SecretKey.Reveal()));
        bench.Ring.Ids.ShouldBe([bench.Former.Id]);
        bench.IsRotating.ShouldBeFalse();
    }

    /// <summary>Both are written beside their places before the first is renamed.</summary>
    [Fact]
    public async Task Of_two_files_neither_is_touched_when_one_cannot_be_written()
    {
        using var bench = KeyBench.Create("variables");
        (string id, string secret) = (Path.Combine(bench.Root, "mounted/id"), Path.Combine(bench.Root, "mounted/secret"));
        DateTime before = default;

        await Should.ThrowAsync<RotationException>(() => bench.RotateAsync(step =>
        {
            if (step.Kind == RotationStepKind.Proven)
            {
                File.Move(id, id + "~");
                File.CreateSymbolicLink(id, id + "~");
                before = File.GetLastWriteTimeUtc(secret);
            }
        }));

        File.GetLastWriteTimeUtc(secret).ShouldBe(before);
        Directory.GetFiles(Path.GetDirectoryName(id)!, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_files_of_one_folder_with_two_names_are_written()
    {
        using var bench = KeyBench.Create("variables");
        Directory.CreateDirectory(Path.Combine(bench.Root, "real"));
        Directory.Move(Path.Combine(bench.Root, "mounted"), Path.Combine(bench.Root, "real/mounted"));
        Directory.CreateSymbolicLink(Path.Combine(bench.Root, "link"), Path.Combine(bench.Root, "real"));
        bench.SetVariable("DJ_STORES_MAIN_ACCESS_KEY_FILE", Path.Combine(bench.Root, "link/mounted/id"));
        bench.SetVariable("DJ_STORES_MAIN_SECRET_KEY_FILE", Path.Combine(bench.Root, "real/mounted/secret"));

        await bench.RotateAsync();

        await ShouldBeOverAsync(bench);
    }

    /// <summary>Between the writes of two files one of each is recorded; the next run writes both.</summary>
    [Fact]
    public async Task Of_two_files_one_that_is_written_is_finished()
    {
        using var bench = KeyBench.Create("variables");
        await Should.ThrowAsync<TimeoutException>(() => bench.RotateAsync(step => _ = step.Kind == RotationStepKind.Written ? throw new TimeoutException() : step));
        bench.Write("mounted/id", bench.Former.Id);
        (await bench.WorksAsync()).ShouldBeFalse();

        await bench.RotateAsync();

        await ShouldBeOverAsync(bench);
    }

    /// <summary>The former secret was overwritten: the journal alone leads back to it.</summary>
    [Theory]
    [InlineData("id")]
    [InlineData("secret")]
    [InlineData(null)]
    public async Task A_new_key_that_fails_is_given_up_after_the_former_one_is_on_record_again(string? notWritten)
    {
        using var bench = KeyBench.Create("variables");
        await Should.ThrowAsync<TimeoutException>(() => bench.RotateAsync(step => _ = step.Kind == RotationStepKind.Written ? throw new TimeoutException() : step));
        string next = (await bench.ReadAsync()).Id;
        if (notWritten is not null)
        {
            bench.Write("mounted/" + notWritten, notWritten == "id" ? bench.Former.Id : bench.Former.SecretKey.Reveal());
        }

        bench.Ring.Remove(next);
        string path = Path.Combine(bench.Root, "mounted/id");
        bench.Ring.OnRequest = () =>
        {
            File.Move(path, path + "~");
            File.CreateSymbolicLink(path, path + "~");
            bench.Ring.OnRequest = static () => { };
        };
        RotationException stuck = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync());
        File.Move(path + "~", path, overwrite: true);
        (stuck.Diagnostic.Id, bench.IsRotating).ShouldBe(("DJ7104", true), stuck.ToString());

        (await Should.ThrowAsync<RotationException>(() => bench.RotateAsync())).Diagnostic.Id.ShouldBe("DJ7103");

        (await bench.ReadAsync()).ShouldBe((bench.Former.Id, bench.Former.SecretKey.Reveal()));
        bench.Ring.Ids.ShouldBe([bench.Former.Id]);
        bench.IsRotating.ShouldBeFalse();
    }

    [Fact]
    public async Task A_document_that_a_reference_names_keeps_the_rest_and_its_form()
    {
        using var bench = KeyBench.Create("reference");
        string file = Path.Combine(bench.Root, "mounted/pair.json");
        await File.WriteAllTextAsync(file, $"{{\n  \"other\": \"ü\",\n  \"key\": {{ \"id\": \"{bench.Former.Id}\", \"secret\": \"{bench.Former.SecretKey.Reveal()}\" }}\n}}\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        await bench.RotateAsync();

        (string id, string secret) = await bench.ReadAsync();
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))
            .ShouldBe($"{{\n  \"other\": \"ü\",\n  \"key\": {{\n    \"id\": \"{id}\",\n    \"secret\": \"{secret}\"\n  }}\n}}\n");
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        using var bench = KeyBench.Create("json");
        string before = bench.AllFiles();

        StoreRotation rotation = new(bench.Load(), "main", new StoreRotationOptions { Service = bench.Ring, Clock = bench.Ring.Clock });
        IReadOnlyList<RotationStep> steps = await rotation.PlanAsync(TestContext.Current.CancellationToken);

        steps.Select(step => step.Kind).ShouldBe([.. Whole[..3], RotationStepKind.Waiting, .. Whole[3..]]);
        bench.AllFiles().ShouldBe(before);
        bench.Ring.Ids.ShouldBe([bench.Former.Id]);
    }

    [Theory]
    [InlineData("""{ "protocol": "s3", "endpoint": "e", "bucket": "b", "location": "l" }""", "no credential")]
    [InlineData("""{ "protocol": "s3", "endpoint": "e", "bucket": "b", "location": "l", "access_key": "fake-a", "secret_key": "fake-b", "session_token": "fake-c" }""", "temporary")]
    [InlineData("""{ "protocol": "s3", "endpoint": "e", "bucket": "b", "location": "l", "access_key": "fake-a" }""", "only one")]
    [InlineData("""{ "protocol": "azure", "container": "c", "location": "l", "account_key": "fake-a", "sas_token": "fake-b" }""", "several credentials")]
    [InlineData("""{ "protocol": "azure", "container": "c", "location": "l", "account_key": "fake-a" }""", "not an access key")]
    public async Task Stores_whose_keys_cannot_be_rotated_are_told(string store, string message)
    {
        using var bench = KeyBench.Create("json");
        bench.Write(".secrets/datajoint.json", "{}");
        bench.Write("datajoint.json", $$"""{ "stores": { "main": {{store}} } }""");

        RotationException refused = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync());

        refused.Diagnostic.Id.ShouldBe("DJ7101");
        refused.Message.ShouldContain(message);
        refused.ToString().ShouldNotContain("fake-");
    }

    private static async Task ShouldBeOverAsync(KeyBench bench)
    {
        (string id, string secret) = await bench.ReadAsync();
        bench.Ring.Ids.ShouldBe([id]);
        bench.Ring.FindRefusal(id, secret, counts: false).ShouldBeNull();
        id.ShouldNotBe(bench.Former.Id);
        bench.IsRotating.ShouldBeFalse();
        Directory.GetFiles(bench.Root, "*", SearchOption.AllDirectories).Where(file => file.Contains("datajoint-probe", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
