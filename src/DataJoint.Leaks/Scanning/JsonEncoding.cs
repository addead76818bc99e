using System.Globalization;
using System.Text;

namespace DataJoint.Leaks.Scanning;

/// <summary>Strings of JSON inside strings of JSON, with <c>\u0022</c> for quotes as .NET writes them. Quotes with backslashes the shapes read themselves.</summary>
internal sealed class JsonEncoding : IEncoding
{
    private const int Reach = 8192;

    public IReadOnlyList<string> Needles { get; } = ["\\u00"];

    public (int Start, int End) FindRegion(ReadOnlySpan<char> text, int at) => LineRegion.Find(text, at, Reach);

    public string Decode(ReadOnlySpan<char> region)
    {
        StringBuilder decoded = new(region.Length);
        for (int i = 0; i < region.Length; i++)
        {
            char c = region[i];
            char next = i + 1 < region.Length ? region[i + 1] : '\0';
            if (c != '\\' || next == '\0')
            {
                decoded.Append(c);
            }
            else if (next == 'u' && i + 5 < region.Length
                && ushort.TryParse(region.Slice(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort value))
            {
                _ = value <= 0x7f ? decoded.Append((char)value) : AppendUtf8(decoded, value);
                i += 5;
            }
            else
            {
                decoded.Append(next switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => next });
                i++;
            }
        }

        return decoded.ToString();
    }

    private static StringBuilder AppendUtf8(StringBuilder decoded, ushort value) => decoded.Append(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes([(char)value])));
}
