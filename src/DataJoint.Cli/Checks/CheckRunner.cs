using System.Diagnostics;

namespace DataJoint.Cli;

/// <summary>Makes checks at the same time, each within a limit, and gives the results in the order of the checks.</summary>
internal sealed class CheckRunner
{
    private const int MostAtOnce = 8;

    private readonly TimeSpan _limit;
    private readonly TimeSpan _grace;
    private readonly bool _isStrict;

    /// <summary>Prepares.</summary>
    /// <param name="isStrict">Whether a warning is a failure.</param>
    /// <param name="limit">How long one check may take; 30 seconds by default.</param>
    /// <param name="grace">How long one that took too long has to clean up; 5 seconds by default.</param>
    public CheckRunner(bool isStrict, TimeSpan? limit = null, TimeSpan? grace = null)
    {
        _isStrict = isStrict;
        _limit = limit ?? TimeSpan.FromSeconds(30);
        _grace = grace ?? TimeSpan.FromSeconds(5);
    }

    /// <summary>Makes the checks.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<ICheck> checks, CancellationToken cancellationToken)
    {
        using SemaphoreSlim gate = new(MostAtOnce);
        return await Task.WhenAll(checks.Select(check => RunAsync(check, gate, cancellationToken)));
    }

    private async Task<CheckResult> RunAsync(ICheck check, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            long start = Stopwatch.GetTimestamp();
            CheckOutcome outcome = await WithinLimitAsync(check, cancellationToken);
            CheckStatus status = _isStrict && outcome.Status == CheckStatus.Warn ? CheckStatus.Fail : outcome.Status;
            return new CheckResult(check.Id, check.Name, outcome with { Status = status }, Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<CheckOutcome> WithinLimitAsync(ICheck check, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<CheckOutcome> running = Task.Run(() => check.RunAsync(limit.Token), cancellationToken);
        try
        {
            return await running.WaitAsync(_limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            await limit.CancelAsync();
            await Task.WhenAny(running, Task.Delay(_grace, cancellationToken));
            return CheckOutcome.Fail($"no answer within {_limit.TotalSeconds:0.#} seconds", "Check that the server runs, or that the share is mounted.");
        }
    }
}
