namespace DataJoint.Checks.Tests;

public sealed class CheckRunnerTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Results_come_in_the_order_of_the_checks_whoever_is_first()
    {
        CheckReport report = await Run(Usual(), TestCheck.Waiting("slow", TimeSpan.FromMilliseconds(150)), TestCheck.Waiting("quick", TimeSpan.Zero));

        report.Results.Select(r => r.Id).ShouldBe(["slow", "quick"]);
        report.Results[0].Duration.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_check_that_does_not_answer_fails_and_the_others_go_on()
    {
        // On a busy machine the quick one may need more time: it gets twice as much until that is enough.
        double seconds = 0.5;
        CheckReport report;
        do
        {
            CheckContext context = new(_project.Load(), _project.HostEnvironment) { TimeLimit = TimeSpan.FromSeconds(seconds *= 2), CleanUpLimit = Short };
            report = await Run(context, TestCheck.Waiting("stuck", Timeout.InfiniteTimeSpan), TestCheck.Waiting("quick", TimeSpan.Zero));
        }
        while (report.Results[1].Status != CheckStatus.Pass && seconds < 100);

        report.IsOk.ShouldBeFalse();
        report.Results[0].Status.ShouldBe(CheckStatus.Fail);
        report.Results[0].Outcome.Message.ShouldBe($"no answer within {seconds} seconds");
        report.Results[1].Status.ShouldBe(CheckStatus.Pass);
    }

    [Fact]
    public async Task A_check_that_blocks_its_thread_holds_nobody_up()
    {
        using ManualResetEventSlim end = new();
        TestCheck blocking = new("blocking", (_, _) =>
        {
            end.Wait(Hang, CancellationToken.None);
            return Task.FromResult(CheckOutcome.Pass("late"));
        });
        try
        {
            CheckContext context = new(_project.Load(), _project.HostEnvironment) { TimeLimit = Short, CleanUpLimit = Short };

            CheckReport report = await Run(context, blocking).WaitAsync(Hang, TestContext.Current.CancellationToken);

            report.Results[0].Status.ShouldBe(CheckStatus.Fail);
        }
        finally
        {
            end.Set();
        }
    }

    [Fact]
    public async Task Interruption_ends_everything()
    {
        using CancellationTokenSource source = new(Short);

        await Should.ThrowAsync<OperationCanceledException>(
            () => CheckRunner.RunAsync([TestCheck.Waiting("stuck", Timeout.InfiniteTimeSpan)], Usual(), source.Token));
    }

    [Fact]
    public async Task In_strict_mode_a_warning_is_a_failure()
    {
        TestCheck warning = new("warning", CheckOutcome.Warn("look", "Run: djc"));

        CheckReport usual = await Run(Usual(), warning);
        CheckReport strict = await Run(new CheckContext(_project.Load(strict: true), _project.HostEnvironment), warning);

        usual.Count(CheckStatus.Warn).ShouldBe(1);
        usual.IsOk.ShouldBeTrue();
        strict.Count(CheckStatus.Fail).ShouldBe(1);
        strict.Results[0].Outcome.Hint.ShouldBe("Run: djc");
        strict.IsOk.ShouldBeFalse();
    }

    [Fact]
    public async Task What_several_checks_need_is_done_once_in_a_run()
    {
        int runs = 0;
        Task<CheckOutcome> Look(CheckContext context, CancellationToken cancellation) => context.ShareAsync(
            async (_, token) =>
            {
                Interlocked.Increment(ref runs);
                await Task.Delay(20, token);
                return CheckOutcome.Pass("looked");
            },
            cancellation);

        CheckReport report = await Run(Usual(), new TestCheck("one", Look), new TestCheck("two", Look));

        report.Count(CheckStatus.Pass).ShouldBe(2);
        runs.ShouldBe(1);
    }

    private static Task<CheckReport> Run(CheckContext context, params ICheck[] checks) =>
        CheckRunner.RunAsync(checks, context, TestContext.Current.CancellationToken);

    private CheckContext Usual() => new(_project.Load(), _project.HostEnvironment);
}
