using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Connections.Tests;

namespace DataJoint.Operations.Tests;

public sealed class MySqlRotationTests() : DatabaseRotationTests(Backend.MySql)
{
    private static readonly RotationStepKind[] WithBoth =
        [RotationStepKind.Changed, RotationStepKind.Proven, RotationStepKind.Written, RotationStepKind.Retired, RotationStepKind.Refused];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_passwords_work_for_a_while_and_nothing_is_lost(bool byAdministrator)
    {
        await using RotationBench bench = await RotationBench.AtAsync(Backend.MySql);
        if (!byAdministrator)
        {
            await LetKeepTwoAsync(bench);
        }

        DataJointConfig config = bench.Bench.Load();
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { MaximumPoolSize = Workload.Workers });
        await using var load = Workload.Start(Backend.MySql, source, config);
        await load.GoOnAsync(0);

        RotationOptions options = new() { Grace = TimeSpan.Zero, Administrator = byAdministrator ? bench.Administrator() : null };
        (IReadOnlyList<RotationStep> steps, List<Diagnostic> warnings) = await bench.RotateAsync(options);
        await load.GoOnAsync(0);

        (await load.EndAsync()).Failures.ShouldBeEmpty();
        steps.Select(step => step.Kind).ShouldBe(WithBoth);
        warnings.ShouldBeEmpty();
        (await bench.LogsInAsync(bench.Bench.Account.User, bench.Recorded)).ShouldBeTrue();
        (await bench.LogsInAsync(bench.Bench.Account.User, bench.Bench.Account.Password)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_former_password_works_until_its_time_is_over()
    {
        await using RotationBench bench = await RotationBench.AtAsync(Backend.MySql);
        await LetKeepTwoAsync(bench);
        (string user, string former) = (bench.Bench.Account.User, bench.Bench.Account.Password);
        RotationOptions options = new() { Grace = TimeSpan.FromHours(24), Clock = new StandingClock(hour: 12) };

        RotationStep? waiting = null;
        await Should.ThrowAsync<TimeoutException>(() => bench.RotateAsync(options, step =>
        {
            waiting = step.Kind == RotationStepKind.Waiting ? step : null;
            _ = waiting is not null ? throw new TimeoutException() : step;
        }));
        waiting!.Subject.ShouldBe("24 h");
        (await bench.LogsInAsync(user, former)).ShouldBeTrue();
        (await bench.LogsInAsync(user, bench.Recorded)).ShouldBeTrue();
        string journal = File.ReadAllText(bench.Journals.ShouldHaveSingleItem());
        journal.ShouldNotContain(former);
        journal.ShouldNotContain(bench.Recorded);

        (await bench.RotateAsync(new RotationOptions { Clock = new StandingClock(hour: 37) })).Steps[^1].Kind.ShouldBe(RotationStepKind.Refused);
        (await bench.LogsInAsync(user, former)).ShouldBeFalse();
        bench.Journals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(RotationStepKind.Changed)]
    [InlineData(RotationStepKind.Proven)]
    [InlineData(RotationStepKind.Written)]
    [InlineData(RotationStepKind.Retired)]
    public async Task At_every_interruption_the_recorded_password_works(RotationStepKind end)
    {
        await using RotationBench bench = await RotationBench.AtAsync(Backend.MySql);
        await LetKeepTwoAsync(bench);

        await Should.ThrowAsync<TimeoutException>(() => bench.RotateAsync(null, step => _ = step.Kind == end ? throw new TimeoutException() : step));

        (await bench.LogsInAsync(bench.Bench.Account.User, bench.Recorded)).ShouldBeTrue();
        (await bench.RotateAsync()).Steps[^1].Kind.ShouldBe(RotationStepKind.Refused);
        (await bench.LogsInAsync(bench.Bench.Account.User, bench.Recorded)).ShouldBeTrue();
        (await bench.LogsInAsync(bench.Bench.Account.User, bench.Bench.Account.Password)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_administrator_of_another_server_changes_nothing_there()
    {
        await using RotationBench bench = await RotationBench.AtAsync(Backend.MySql);
        await using RotationBench other = await RotationBench.AtAsync(Backend.MariaDb, user: bench.Bench.Account.User);

        RotationException refused = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync(new RotationOptions { Administrator = other.Administrator() }));

        refused.Diagnostic.Id.ShouldBe("DJ7101");
        (await bench.LogsInAsync(bench.Bench.Account.User, bench.Recorded)).ShouldBeTrue();
        (await other.LogsInAsync(other.Bench.Account.User, other.Bench.Account.Password)).ShouldBeTrue();
        bench.Journals.ShouldBeEmpty();
    }

    private static Task<object?> LetKeepTwoAsync(RotationBench bench) =>
        bench.Bench.AdministerAsync($"GRANT APPLICATION_PASSWORD_ADMIN ON *.* TO {bench.Bench.Backend.Quote(bench.Bench.Account.User)}");

    /// <summary>The first of March, and so many hours.</summary>
    private sealed class StandingClock(int hour) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour);
    }
}
