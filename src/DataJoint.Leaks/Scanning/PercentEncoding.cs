using System.Buffers;
using System.Globalization;
using System.Text;

namespace DataJoint.Leaks.Scanning;

/// <summary>The encoding of URLs and forms.</summary>
internal sealed class PercentEncoding : IEncoding
{
    private const int Reach = 8192;
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`<>");

    public IReadOnlyList<string> Needles { get; } = ["%22", "%25", "%3d", "%3a", "%40"];

    public (int Start, int End) FindRegion(ReadOnlySpan<char> text, int at)
    {
        int lowest = Math.Max(0, at - Reach);
        int start = lowest + text[lowest..at].LastIndexOfAny(Ends) + 1;
        int end = text.Slice(at, Math.Min(Reach, text.Length - at)).IndexOfAny(Ends);
        return (start, end < 0 ? Math.Min(text.Length, at + Reach) : at + end);
    }

    public string Decode(ReadOnlySpan<char> region)
    {
        StringBuilder decoded = new(region.Length);
        for (int i = 0; i < region.Length; i++)
        {
            if (region[i] == '%' && i + 2 < region.Length && byte.TryParse(region.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                decoded.Append((char)value);
                i += 2;
            }
            else
            {
                decoded.Append(region[i]);
            }
        }

        return decoded.ToString();
    }
}
