using System.Diagnostics;

namespace DataJoint.Connections.Tests;

/// <summary>Waits for what happens soon.</summary>
internal static class Wait
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    internal static async Task UntilAsync(Func<Task<bool>> condition)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begin) > Limit)
            {
                throw new TimeoutException("It did not come to be.");
            }

            await Task.Delay(Pause);
        }
    }

    internal static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));
}
