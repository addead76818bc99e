namespace DataJoint.Leaks.Scanning;

/// <summary>The line around a place, cut where it is long.</summary>
internal static class LineRegion
{
    public static (int Start, int End) Find(ReadOnlySpan<char> text, int at, int reach)
    {
        int lowest = Math.Max(0, at - reach);
        int start = lowest + text[lowest..at].LastIndexOf('\n') + 1;
        int end = text.Slice(at, Math.Min(reach, text.Length - at)).IndexOf('\n');
        return (start, end < 0 ? Math.Min(text.Length, at + reach) : at + end);
    }
}
