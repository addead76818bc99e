namespace DataJoint.Configuration.Diagnostics;

/// <summary>Lists in sentences.</summary>
internal static class Listing
{
    private const int Most = 6;

    /// <summary>The items with a separator; of many the first few and a count.</summary>
    public static string Join(IReadOnlyList<string> items, string separator = ", ") =>
        items.Count <= Most
            ? string.Join(separator, items)
            : FormattableString.Invariant($"{string.Join(separator, items.Take(Most))}{separator}and {items.Count - Most} more");

    /// <summary>A number with its noun.</summary>
    public static string Count(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
