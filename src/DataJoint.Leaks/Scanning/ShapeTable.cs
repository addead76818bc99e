using System.Buffers;

namespace DataJoint.Leaks.Scanning;

/// <summary>All shapes and encodings behind one search for their literals.</summary>
internal static class ShapeTable
{
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

    /// <summary>How many literals there are.</summary>
    public static int Count => All.Select(needle => needle.Text).Distinct().Count();

    /// <summary>Finds any of the literals. Up to 80 of them, of three characters or more, are found with vector instructions.</summary>
    public static SearchValues<string> Literals { get; } = SearchValues.Create([.. All.Select(needle => needle.Text).Distinct()], StringComparison.OrdinalIgnoreCase);

    /// <summary>The literals that may begin with a character, in either case.</summary>
    public static ReadOnlySpan<Needle> StartingWith(char c) => c < 128 ? ByStart[char.ToLowerInvariant(c)] : [];
}
