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

    /// <summary>All literals.</summary>
    public static IReadOnlyList<Needle> All { get; } =
    [
        .. Shapes.SelectMany(shape => shape.Needles.Select(needle => new Needle(needle, shape, null))),
        .. Encodings.SelectMany(encoding => encoding.Needles.Select(needle => new Needle(needle, null, encoding))),
    ];

    private static readonly Needle[]?[] ByBeginning = Arrange();

    /// <summary>Finds any of the literals, by its beginning.</summary>
    public static LiteralSearch Literals { get; } = new(All.Select(needle => needle.Text));

    /// <summary>The few literals that may begin at a place, in either case; the others do not.</summary>
    public static ReadOnlySpan<Needle> At(ReadOnlySpan<char> text, int at) => at + 2 < text.Length ? ByBeginning[LiteralSearch.Fold(text[at], text[at + 1], text[at + 2])] : [];

    private static Needle[]?[] Arrange()
    {
        var arranged = new Needle[]?[LiteralSearch.Beginnings];
        foreach (IGrouping<uint, Needle> same in All.GroupBy(needle => LiteralSearch.Fold(needle.Text[0], needle.Text[1], needle.Text[2])))
        {
            arranged[same.Key] = [.. same];
        }

        return arranged;
    }
}
