using System.Diagnostics;

namespace DataJoint.Connections.Tests;

/// <summary>Waits for what happens soon. The limit is for what hangs: a busy machine may take its time.</summary>
internal static class Wait
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string>? describe = null)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begin) > Limit)
            {
                throw new TimeoutException("It did not come to be. " + describe?.Invoke());
            }

            await Task.Delay(Pause);
        }
    }

    public static Task UntilAsync(Func<bool> condition, Func<string>? describe = null) => UntilAsync(() => Task.FromResult(condition()), describe);
}
