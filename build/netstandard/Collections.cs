namespace DataJoint;

/// <summary>Collections and sequences.</summary>
internal static class Collections
{
    public static void Deconstruct<TKey, TValue>(this KeyValuePair<TKey, TValue> pair, out TKey key, out TValue value) => (key, value) = (pair.Key, pair.Value);

    public static TValue? GetValueOrDefault<TKey, TValue>(this IReadOnlyDictionary<TKey, TValue> table, TKey key) =>
        table.TryGetValue(key, out TValue? value) ? value : default;

    public static bool TryAdd<TKey, TValue>(this Dictionary<TKey, TValue> table, TKey key, TValue value)
        where TKey : notnull
    {
        if (table.ContainsKey(key))
        {
            return false;
        }

        table.Add(key, value);
        return true;
    }

    public static bool TryPeek<T>(this Stack<T> stack, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
    {
        bool any = stack.Count > 0;
        value = any ? stack.Peek() : default;
        return any;
    }

    public static bool TryPop<T>(this Stack<T> stack, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
    {
        bool any = stack.TryPeek(out value);
        if (any)
        {
            stack.Pop();
        }

        return any;
    }

    /// <summary>Of two methods of that name the compiler would take the one that turns the array itself round.</summary>
    public static IEnumerable<T> Reverse<T>(this T[] source) => Enumerable.Reverse(source);

    public static IOrderedEnumerable<T> Order<T>(this IEnumerable<T> source, IComparer<T>? comparer = null) => source.OrderBy(each => each, comparer);
}
