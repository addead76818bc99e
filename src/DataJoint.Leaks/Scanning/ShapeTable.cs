namespace DataJoint.Leaks.Scanning;

/// <summary>All shapes and encodings behind one search for their literals.</summary>
internal static class ShapeTable
{
    private static readonly IShape[] Shapes =
    [
        new AssignmentShape(), new UrlShape(), new CallShape(), new TokenShape(), new AzureShape(), new PrivateKeyShape(), new SqlShape(), new CommandShape(),
        new HeaderShape(), new PairShape(), new SecureStringShape(), new EchoShape(),
    ];

    private static readonly IEncoding[] Encodings = [new PercentEncoding(), new JsonEncoding(), new EntityEncoding()];

    private static readonly Needle[] All =
    [
        .. Shapes.SelectMany(shape => shape.Needles.Select(needle => new Needle(needle, shape, null))),
        .. Encodings.SelectMany(encoding => encoding.Needles.Select(needle => new Needle(needle, null, encoding))),
    ];

    private static readonly Needle[][] ByStart = [.. Enumerable.Range(0, 128).Select(c => All.Where(needle => needle.Text[0] == (char)c).ToArray())];

    /// <summary>Finds any of the literals, by its beginning.</summary>
    public static LiteralSearch Literals { get; } = new(All.Select(needle => needle.Text));

    /// <summary>The literals that may begin with a character, in either case.</summary>
    public static ReadOnlySpan<Needle> StartingWith(char c) => c < 128 ? ByStart[char.ToLowerInvariant(c)] : [];
}
