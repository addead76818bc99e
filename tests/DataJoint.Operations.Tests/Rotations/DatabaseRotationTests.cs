using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Connections.Tests;

namespace DataJoint.Operations.Tests;

/// <summary>What holds on every server.</summary>
public abstract class DatabaseRotationTests(Backend backend)
{
    private static readonly RotationStepKind[] WithOnePassword =
        [RotationStepKind.Changed, RotationStepKind.Proven, RotationStepKind.Written, RotationStepKind.Refused];

    private static readonly RotationStepKind[] WithBoth =
        [RotationStepKind.Changed, RotationStepKind.Proven, RotationStepKind.Written, RotationStepKind.Retired, RotationStepKind.Refused];

    [Theory]
    [InlineData(null)]
    [InlineData("fake \\ 'quoted' \"twice\" `and` ; -- ü")]
    public async Task An_account_gets_another_password(string? password)
    {
        await using RotationBench bench = await RotationBench.AtAsync(backend, password);
        string former = bench.Bench.Account.Password;

        (IReadOnlyList<RotationStep> steps, List<Diagnostic> warnings) = await bench.RotateAsync();

        steps.Select(step => step.Kind).ShouldBe(WithOnePassword);
        warnings.ShouldHaveSingleItem().Id.ShouldBe("DJ7106");
        bench.Recorded.Length.ShouldBe(32);
        (await bench.LogsInAsync(bench.Bench.Account.User, bench.Recorded)).ShouldBeTrue();
        (await bench.LogsInAsync(bench.Bench.Account.User, former)).ShouldBeFalse();
        bench.Journals.ShouldBeEmpty();
        string.Join('\n', steps).ShouldNotContain(bench.Recorded);
        bench.Bench.Proxy.Logins.ShouldBe(3, "one session that changes, one proof of the new password, one of the former; nothing is tried twice");
    }

    [Fact]
    public async Task Two_users_take_turns_and_nothing_is_lost()
    {
        string user = Account.Unique().User;
        await using RotationBench bench = await RotationBench.AtAsync(backend, user: user + "_a");
        await bench.MakeOtherAsync(user + "_b");
        DataJointConfig config = bench.Bench.Load();
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { MaximumPoolSize = Workload.Workers });
        await using var load = Workload.Start(backend, source, config);
        await load.GoOnAsync(0);

        RotationOptions options = new() { Alternates = true, Administrator = bench.Administrator(), Grace = TimeSpan.Zero };
        (IReadOnlyList<RotationStep> steps, List<Diagnostic> warnings) = await bench.RotateAsync(options);
        await load.GoOnAsync(0);

        WorkReport report = await load.EndAsync();
        await bench.RotateAsync(options);
        report.Failures.ShouldBeEmpty();
        report.Users.ShouldBe([user + "_a", user + "_b"], ignoreOrder: true);
        steps.Select(step => step.Kind).ShouldBe(WithBoth);
        warnings.ShouldBeEmpty();
        bench.Bench.Load().Database.User.ShouldBe(user + "_a");
        (await bench.LogsInAsync(user + "_a", bench.Recorded)).ShouldBeTrue();
        (await bench.LogsInAsync(user + "_a", bench.Bench.Account.Password)).ShouldBeFalse();
        (await bench.LogsInAsync(user + "_b", "fake-other")).ShouldBeFalse();
    }

    /// <summary>Fifty who work meanwhile may be refused; the server hears of it from those who are logging in just then, and all go on with the new password.</summary>
    [Fact]
    public async Task Without_an_overlap_few_logins_are_refused()
    {
        await using RotationBench bench = await RotationBench.AtAsync(backend);
        DataJointConfig config = bench.Bench.Load();
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { MaximumPoolSize = Workload.Workers });
        await using var load = Workload.Start(backend, source, config, openings: 3);
        await load.GoOnAsync(0);

        await bench.RotateAsync();

        WorkReport report = await load.EndAsync();
        const int ofRotation = 2; // that changes, and that proves the new password
        (bench.Bench.Proxy.Logins - report.Sessions - ofRotation).ShouldBeLessThanOrEqualTo(4, "three of the workers, and the proof that the former password is refused");
        await using DbConnection connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Whatever step it ended after, the project records a login that works or a journal that leads to it, and another run finishes.</summary>
    [Theory]
    [InlineData(RotationStepKind.Changed)]
    [InlineData(RotationStepKind.Proven)]
    [InlineData(RotationStepKind.Written)]
    [InlineData(RotationStepKind.Refused)]
    public async Task An_interrupted_rotation_is_finished_by_the_next(RotationStepKind end)
    {
        await using RotationBench bench = await RotationBench.AtAsync(backend);
        (string user, string former) = (bench.Bench.Account.User, bench.Bench.Account.Password);

        await Should.ThrowAsync<TimeoutException>(() => bench.RotateAsync(null, step => _ = step.Kind == end ? throw new TimeoutException() : step));

        bool isOver = end == RotationStepKind.Refused;
        if (!isOver)
        {
            string journal = bench.Journals.ShouldHaveSingleItem();
            File.GetUnixFileMode(journal).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.ReadAllText(journal).ShouldNotContain(former);
        }

        bool isWritten = end is RotationStepKind.Written or RotationStepKind.Refused;
        (bench.Recorded != former).ShouldBe(isWritten);
        (await bench.LogsInAsync(user, bench.Recorded)).ShouldBe(isWritten);

        (IReadOnlyList<RotationStep> steps, _) = await bench.RotateAsync();

        steps[0].Kind.ShouldBe(isOver ? RotationStepKind.Changed : RotationStepKind.Resumed);
        steps[^1].Kind.ShouldBe(RotationStepKind.Refused);
        (await bench.LogsInAsync(user, bench.Recorded)).ShouldBeTrue();
        (await bench.LogsInAsync(user, former)).ShouldBeFalse();
        bench.Journals.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_written_is_rolled_back()
    {
        await using RotationBench bench = await RotationBench.AtAsync(backend);
        (string user, string former) = (bench.Bench.Account.User, bench.Bench.Account.Password);
        string file = Path.Combine(bench.Secrets, "database.password");

        RotationException failed = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync(null, step =>
        {
            if (step.Kind == RotationStepKind.Proven)
            {
                File.Move(file, file + "~");
                File.CreateSymbolicLink(file, file + "~");
            }
        }));

        failed.Diagnostic.Id.ShouldBe("DJ7103", failed.ToString());
        File.Move(file + "~", file, overwrite: true);
        bench.Recorded.ShouldBe(former);
        (await bench.LogsInAsync(user, former)).ShouldBeTrue();
        bench.Journals.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_server_does_not_know_yet_is_changed_once_more()
    {
        await using RotationBench bench = await RotationBench.AtAsync(backend);
        (string user, string former) = (bench.Bench.Account.User, bench.Bench.Account.Password);
        await Should.ThrowAsync<TimeoutException>(() => bench.RotateAsync(null, step => throw new TimeoutException()));
        await bench.Bench.AdministerAsync(backend.ChangePassword(user, former));

        (IReadOnlyList<RotationStep> steps, _) = await bench.RotateAsync();

        steps.Select(step => step.Kind).ShouldBe([RotationStepKind.Resumed, .. WithOnePassword]);
        (await bench.LogsInAsync(user, bench.Recorded)).ShouldBeTrue();
        bench.Journals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_password_that_somebody_stored_meanwhile_counts_when_it_works()
    {
        await using RotationBench bench = await RotationBench.AtAsync(backend);
        await Should.ThrowAsync<TimeoutException>(() => bench.RotateAsync(null, step => throw new TimeoutException()));
        bench.Bench.WriteSecret("database.password", "fake-third");

        RotationException refused = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync());
        refused.Diagnostic.Id.ShouldBe("DJ7104");
        bench.Journals.ShouldHaveSingleItem();

        await bench.Bench.AdministerAsync(backend.ChangePassword(bench.Bench.Account.User, "fake-fourth"));
        bench.Bench.WriteSecret("database.password", "fake-fourth");
        (await bench.RotateAsync()).Steps[0].Kind.ShouldBe(RotationStepKind.Changed);
        bench.Journals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recorded_password_that_is_refused_is_told_and_nothing_is_written()
    {
        await using RotationBench bench = await RotationBench.AtAsync(backend);
        bench.Bench.WriteSecret("database.password", "fake-wrong");

        (await Should.ThrowAsync<ConnectionException>(() => bench.RotateAsync())).ShouldBe("DJ3008", "fake-wrong");

        bench.Recorded.ShouldBe("fake-wrong");
        bench.Journals.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_other_user_must_be_there_and_may_be_changed_by_whoever_has_the_right()
    {
        string user = Account.Unique().User;
        await using RotationBench bench = await RotationBench.AtAsync(backend, user: user + "_a");

        RotationException refused = await Should.ThrowAsync<RotationException>(
            () => bench.RotateAsync(new RotationOptions { Alternates = true, Administrator = bench.Administrator() }));
        refused.Diagnostic.Id.ShouldBe("DJ7102");
        refused.Diagnostic.Hint!.ShouldContain("--admin DIR");
        await bench.MakeOtherAsync(user + "_b");
        (await Should.ThrowAsync<RotationException>(() => bench.RotateAsync(new RotationOptions { Alternates = true }))).Diagnostic.Id.ShouldBe("DJ7102");

        bench.Recorded.ShouldBe(bench.Bench.Account.Password);
        (await bench.LogsInAsync(user + "_a", bench.Recorded)).ShouldBeTrue();
        bench.Journals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_strict_project_is_rotated_like_any_other()
    {
        await using RotationBench bench = await RotationBench.AtAsync(backend);
        bench.Bench.Save();
        var config = DataJointConfig.Load(new ConfigurationOptions
        {
            StartDirectory = bench.Bench.Root,
            Strict = true,
            HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), bench.Bench.Root),
        });

        await new DatabaseRotation(config, new RotationOptions { Grace = TimeSpan.Zero }).RunAsync(TestContext.Current.CancellationToken);

        (await bench.LogsInAsync(bench.Bench.Account.User, bench.Recorded)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        await using RotationBench bench = await RotationBench.AtAsync(backend);
        bench.Bench.Save();
        string before = bench.AllFiles();

        IReadOnlyList<RotationStep> steps = await new DatabaseRotation(bench.Bench.Load()).PlanAsync(TestContext.Current.CancellationToken);

        steps.Select(step => step.Kind).ShouldBe(backend == Backend.MySql ? WithBoth[..3].Append(RotationStepKind.Waiting).Concat(WithBoth[3..]) : WithOnePassword);
        bench.AllFiles().ShouldBe(before);
        (await bench.LogsInAsync(bench.Bench.Account.User, bench.Recorded)).ShouldBeTrue();
    }
}
