using DataJoint.Configuration;

namespace DataJoint.Operations.Keys;

/// <summary>Waits until a service that has many machines says everywhere what one of them was told.</summary>
internal sealed class Settling(TimeSpan time, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Looks once, or until it is so where that may take time.</summary>
    public Task<bool> WaitAsync(Func<Task<bool>> isSo, bool maySettle, CancellationToken cancellationToken) => maySettle ? WaitAsync(isSo, cancellationToken) : isSo();

    /// <summary>Looks until it is so. What may pass, and a refusal of a key that is new, are looked at once more, too.</summary>
    /// <returns>Whether it was so in time.</returns>
    public async Task<bool> WaitAsync(Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        DateTimeOffset end = clock.GetUtcNow() + time;
        for (TimeSpan pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            bool isLast = clock.GetUtcNow() + pause > end;
            try
            {
                if (await isSo().ConfigureAwait(false))
                {
                    return true;
                }
            }
            catch (Exception failed) when (!isLast && failed is IDataJointException known && (known.IsTransient || known.Diagnostic.Id == SecretRules.Refused.Id))
            {
                // Once more.
            }

            if (isLast)
            {
                return false;
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a call until it succeeds.</summary>
    public Task CallAsync(Func<Task> call, CancellationToken cancellationToken) => WaitAsync(
        async () =>
        {
            await call().ConfigureAwait(false);
            return true;
        },
        cancellationToken);
}
