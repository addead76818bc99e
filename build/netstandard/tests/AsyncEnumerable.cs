namespace DataJoint;

/// <summary>What tests ask of asynchronous sequences, on .NET Framework.</summary>
internal static class AsyncEnumerable
{
    public static async IAsyncEnumerable<T> Empty<T>()
    {
        await Task.CompletedTask;
        yield break;
    }

    public static async IAsyncEnumerable<TResult> Select<T, TResult>(this IAsyncEnumerable<T> source, Func<T, TResult> choose)
    {
        await foreach (T each in source)
        {
            yield return choose(each);
        }
    }

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> source, CancellationToken cancellationToken = default)
    {
        List<T> all = [];
        await foreach (T each in source.WithCancellation(cancellationToken))
        {
            all.Add(each);
        }

        return all;
    }

    public static async Task<T[]> ToArrayAsync<T>(this IAsyncEnumerable<T> source, CancellationToken cancellationToken = default) =>
        [.. await source.ToListAsync(cancellationToken)];

    public static async Task<int> CountAsync<T>(this IAsyncEnumerable<T> source, CancellationToken cancellationToken = default) =>
        (await source.ToListAsync(cancellationToken)).Count;

    public static async Task<T> SingleAsync<T>(this IAsyncEnumerable<T> source, CancellationToken cancellationToken = default) =>
        (await source.ToListAsync(cancellationToken)).Single();
}
