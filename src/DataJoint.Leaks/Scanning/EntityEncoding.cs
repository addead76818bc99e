using System.Net;

namespace DataJoint.Leaks.Scanning;

/// <summary>Entities of XML and HTML.</summary>
internal sealed class EntityEncoding : IEncoding
{
    private const int Reach = 8192;

    public IReadOnlyList<string> Needles { get; } = ["&quot;", "&#3", "&#x", "&apos;"];

    public (int Start, int End) FindRegion(ReadOnlySpan<char> text, int at) => LineRegion.Find(text, at, Reach);

    public string Decode(ReadOnlySpan<char> region) => string.Concat(WebUtility.HtmlDecode(region.ToString()).Select(c => c <= 0xff ? c : (char)0x1a));
}
