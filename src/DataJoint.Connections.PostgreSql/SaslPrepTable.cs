using System.Globalization;

namespace DataJoint.Connections.PostgreSql;

/// <summary>A set of code points, made of ranges in ascending order.</summary>
internal sealed class SaslPrepTable
{
    private readonly int[] _starts;
    private readonly int[] _ends;

    /// <param name="ranges">Hexadecimal numbers and ranges with blanks between them: <c>A0 2000-200B</c>.</param>
    public SaslPrepTable(string ranges)
    {
        string[][] pairs = [.. ranges.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(range => range.Split('-'))];
        _starts = [.. pairs.Select(pair => Parse(pair[0]))];
        _ends = [.. pairs.Select(pair => Parse(pair[^1]))];
    }

    public bool Contains(int codePoint)
    {
        int index = Array.BinarySearch(_starts, codePoint);
        return index >= 0 || (~index > 0 && codePoint <= _ends[~index - 1]);
    }

    private static int Parse(string number) => int.Parse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
