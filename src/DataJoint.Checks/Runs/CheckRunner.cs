using System.Diagnostics;

namespace DataJoint.Checks;

/// <summary>Makes checks at the same time, each within a limit, and gives the results in the order of the checks.</summary>
public static class CheckRunner
{
    private const int MaxAtOnce = 8;

    /// <summary>Makes the checks that apply.</summary>
    /// <param name="checks">The checks, those of <see cref="CheckList"/> or one's own.</param>
    /// <param name="context">What is checked.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <returns>What they found.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<CheckReport> RunAsync(IEnumerable<ICheck> checks, CheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(context);
        using SemaphoreSlim gate = new(MaxAtOnce);
        IEnumerable<Task<CheckResult>> running = checks.Where(check => check.AppliesTo(context)).Select(check => RunAsync(check, context, gate, cancellationToken));
        return new CheckReport(context.Project, await Task.WhenAll(running).ConfigureAwait(false));
    }

    private static async Task<CheckResult> RunAsync(ICheck check, CheckContext context, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            long start = Stopwatch.GetTimestamp();
            CheckOutcome outcome = await WithinLimitAsync(check, context, cancellationToken).ConfigureAwait(false);
            return new CheckResult(check, context.Snapshot.IsStrict ? outcome.AsStrict() : outcome, Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task<CheckOutcome> WithinLimitAsync(ICheck check, CheckContext context, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<CheckOutcome> running = Task.Run(() => check.RunAsync(context, limit.Token), cancellationToken);
        try
        {
            return await running.WaitAsync(context.TimeLimit, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await limit.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(running, Task.Delay(context.CleanUpLimit, cancellationToken)).ConfigureAwait(false);
            return CheckOutcome.Fail(
                FormattableString.Invariant($"no answer within {context.TimeLimit.TotalSeconds:0.#} seconds"), "Check that the server runs, or that the share is mounted.");
        }
    }
}
