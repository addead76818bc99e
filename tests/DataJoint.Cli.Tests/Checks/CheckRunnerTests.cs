namespace DataJoint.Cli.Tests;

public sealed class CheckRunnerTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Results_come_in_the_order_of_the_checks_whoever_is_first()
    {
        ICheck[] checks = [new Waiting("slow", TimeSpan.FromMilliseconds(150)), new Waiting("quick", TimeSpan.Zero)];

        IReadOnlyList<CheckResult> results = await new CheckRunner(isStrict: false).RunAsync(checks, TestContext.Current.CancellationToken);

        results.Select(r => r.Id).ShouldBe(["slow", "quick"]);
        results[0].Duration.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_check_that_does_not_answer_fails_and_the_others_go_on()
    {
        ICheck[] checks = [new Waiting("stuck", Timeout.InfiniteTimeSpan), new Waiting("quick", TimeSpan.Zero)];

        // Ample for the quick one on a busy machine.
        TimeSpan limit = TimeSpan.FromSeconds(2.5);
        IReadOnlyList<CheckResult> results = await new CheckRunner(isStrict: false, limit, Short).RunAsync(checks, TestContext.Current.CancellationToken);

        results[0].Status.ShouldBe(CheckStatus.Fail);
        results[0].Outcome.Message.ShouldBe("no answer within 2.5 seconds");
        results[1].Status.ShouldBe(CheckStatus.Pass);
    }

    [Fact]
    public async Task A_check_that_blocks_its_thread_holds_nobody_up()
    {
        using ManualResetEventSlim end = new();
        try
        {
            IReadOnlyList<CheckResult> results = await new CheckRunner(isStrict: false, Short, Short).RunAsync([new Blocking(end)], TestContext.Current.CancellationToken)
                .WaitAsync(Hang, TestContext.Current.CancellationToken);

            results[0].Status.ShouldBe(CheckStatus.Fail);
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
            () => new CheckRunner(isStrict: false).RunAsync([new Waiting("stuck", Timeout.InfiniteTimeSpan)], source.Token));
    }

    private sealed class Waiting(string id, TimeSpan time) : ICheck
    {
        public string Id => id;

        public string Name => id;

        public async Task<CheckOutcome> RunAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(time, cancellationToken);
            return CheckOutcome.Pass("done");
        }
    }

    private sealed class Blocking(ManualResetEventSlim end) : ICheck
    {
        public string Id => "blocking";

        public string Name => "blocking";

        public Task<CheckOutcome> RunAsync(CancellationToken cancellationToken)
        {
            end.Wait(Hang, CancellationToken.None);
            return Task.FromResult(CheckOutcome.Pass("late"));
        }
    }
}
