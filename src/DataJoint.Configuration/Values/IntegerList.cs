using System.Globalization;

namespace DataJoint.Configuration.Values;

/// <summary>The value of a setting that takes a list of whole numbers, such as a store's <c>subfolding</c>.</summary>
internal sealed class IntegerList
{
    public IntegerList(IReadOnlyList<int> items) => Items = items;

    public IReadOnlyList<int> Items { get; }

    /// <summary>The list as JSON.</summary>
    public override string ToString() =>
        "[" + string.Join(", ", Items.Select(i => i.ToString(CultureInfo.InvariantCulture))) + "]";

    public override bool Equals(object? obj) => obj is IntegerList other && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}
