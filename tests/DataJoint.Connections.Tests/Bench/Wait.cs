using System.Data.Common;
using System.Diagnostics;

namespace DataJoint.Connections.Tests;

/// <summary>Waits for what happens soon. The limit is for what hangs: a busy machine may take its time.</summary>
internal static class Wait
{
    /// <summary>Only against hanging for ever.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);
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

    /// <summary>Opens, again where the machine was too busy for the short time that the test gives an opening.</summary>
    public static async Task<DbConnection> UntilOpenAsync(Func<Task<DbConnection>> open)
    {
        DbConnection? opened = null;
        await UntilAsync(async () =>
        {
            try
            {
                opened = await open();
            }
            catch (ConnectionException late) when (late.Diagnostic.Id == "DJ3013")
            {
                // Once more.
            }

            return opened is not null;
        });
        return opened!;
    }
}
