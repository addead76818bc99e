namespace DataJoint;

/// <summary>Runs a body for many items, so many at once; the first failure ends it.</summary>
internal static class ParallelRun
{
    public static async Task ForEachAsync<T>(IAsyncEnumerable<T> source, ParallelOptions options, Func<T, CancellationToken, ValueTask> body)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
        using SemaphoreSlim turn = new(1, 1);
        IAsyncEnumerator<T> items = source.GetAsyncEnumerator(end.Token);
        int count = options.MaxDegreeOfParallelism > 0 ? options.MaxDegreeOfParallelism : System.Environment.ProcessorCount;
        try
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => WorkAsync(items, turn, end, body), CancellationToken.None))).ConfigureAwait(false);
        }
        finally
        {
            await items.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task WorkAsync<T>(
        IAsyncEnumerator<T> items, SemaphoreSlim turn, CancellationTokenSource end, Func<T, CancellationToken, ValueTask> body)
    {
        try
        {
            while (true)
            {
                T item;
                await turn.WaitAsync(end.Token).ConfigureAwait(false);
                try
                {
                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                    {
                        return;
                    }

                    item = items.Current;
                }
                finally
                {
                    turn.Release();
                }

                await body(item, end.Token).ConfigureAwait(false);
            }
        }
        catch
        {
            end.Cancel();
            throw;
        }
    }
}
