namespace DataJoint.Checks.Tests;

/// <summary>A check that does what the test says.</summary>
internal sealed class TestCheck(string id, Func<CheckContext, CancellationToken, Task<CheckOutcome>> run) : ICheck
{
    public TestCheck(string id, CheckOutcome outcome)
        : this(id, (_, _) => Task.FromResult(outcome))
    {
    }

    public string Id => id;

    public string Name => "the test's " + id;

    public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken) => run(context, cancellationToken);

    /// <summary>One that waits before it passes.</summary>
    public static TestCheck Waiting(string id, TimeSpan time) => new(id, async (_, cancellation) =>
    {
        await Task.Delay(time, cancellation);
        return CheckOutcome.Pass("done");
    });
}
