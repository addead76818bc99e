namespace DataJoint;

/// <summary>Joins hash codes.</summary>
internal struct HashCode
{
    private int _sum;

    public static int Combine<T1, T2>(T1 one, T2 two)
    {
        HashCode hash = default;
        hash.Add(one);
        hash.Add(two);
        return hash.ToHashCode();
    }

    public void Add<T>(T value) => _sum = unchecked((_sum * 31) + (value?.GetHashCode() ?? 0));

    public void AddBytes(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            Add(one);
        }
    }

    public readonly int ToHashCode() => _sum;
}
