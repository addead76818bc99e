namespace DataJoint;

/// <summary>Values to look for.</summary>
internal sealed class SearchValues<T>(T[] items)
{
    public T[] Items => items;

    public bool Contains(T one) => Array.IndexOf(items, one) >= 0;
}
