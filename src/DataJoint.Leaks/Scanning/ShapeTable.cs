using System.Buffers;

namespace DataJoint.Leaks.Scanning;

/// <summary>All shapes and encodings behind one search for their literals.</summary>
internal static class ShapeTable
{
    private const int LongestBeginning = 7;

    private static readonly IShape[] Shapes =
    [
        new AssignmentShape(), new UrlShape(), new CallShape(), new TokenShape(), new AzureShape(), new PrivateKeyShape(), new SqlShape(), new CommandShape(),
        new HeaderShape(),
    ];

    private static readonly IEncoding[] Encodings = [new PercentEncoding(), new JsonEncoding(), new EntityEncoding()];

    private static readonly Needle[] All =
    [
        .. Shapes.SelectMany(shape => shape.Needles.Select(needle => new Needle(needle, shape, null))),
        .. Encodings.SelectMany(encoding => encoding.Needles.Select(needle => new Needle(needle, null, encoding))),
    ];

    private static readonly Needle[][] ByStart = [.. Enumerable.Range(0, 128).Select(c => All.Where(needle => needle.Text[0] == (char)c).ToArray())];

    /// <summary>How they begin: some begin alike, so that fewer are searched for.</summary>
    private static readonly string[] Beginnings = [.. All.Select(needle => needle.Text[..Math.Min(LongestBeginning, needle.Text.Length)]).Distinct()];

    /// <summary>How many literals are searched for.</summary>
    public static int Count => Beginnings.Length;

    /// <summary>Finds any of the literals, by its beginning. Up to 80 of them, of three characters or more, are found with vector instructions.</summary>
    public static SearchValues<string> Literals { get; } = SearchValues.Create(Beginnings, StringComparison.OrdinalIgnoreCase);

    /// <summary>The literals that may begin with a character, in either case.</summary>
    public static ReadOnlySpan<Needle> StartingWith(char c) => c < 128 ? ByStart[char.ToLowerInvariant(c)] : [];
}
