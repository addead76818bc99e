namespace DataJoint.Stores.Abstractions;

/// <summary>How long to wait before the next attempt: twice as long each time, and never two alike, so that many clients do not come back at once.</summary>
internal static class RetryDelay
{
    private const int FirstMilliseconds = 100;
    private const int LongestMilliseconds = 10_000;

    public static Task WaitAsync(int attempt, CancellationToken cancellationToken) => Task.Delay(For(attempt), cancellationToken);

    private static TimeSpan For(int attempt)
    {
        int full = Math.Min(FirstMilliseconds << Math.Min(attempt - 1, 10), LongestMilliseconds);
        return TimeSpan.FromMilliseconds((full / 2) + Random.Shared.Next(full / 2));
    }
}
