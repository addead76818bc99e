namespace DataJoint.Leaks.Scanning;

/// <summary>
/// Finds where any of many literals may begin, by looking at every second place: the last five bits of three characters in a row are the place of a bit, which says whether
/// a literal begins there or one before it. Then four characters are looked at in the same way. .NET's own search for many texts tells a hundred of them apart too badly.
/// </summary>
internal sealed class LiteralSearch
{
    private const int Bits = 5;
    private const int Mask = (1 << Bits) - 1;
    private const int Short = 3;

    /// <summary>How many different three characters in a row are told apart.</summary>
    public const int Beginnings = 1 << (Short * Bits);

    private readonly uint[] _three = new uint[1 << (Short * Bits - Bits)];
    private readonly uint[] _four = new uint[1 << (Short * Bits)];

    /// <summary>Prepares the search.</summary>
    /// <param name="literals">The literals, in lower case, of at least three characters.</param>
    public LiteralSearch(IEnumerable<string> literals)
    {
        foreach (string literal in literals)
        {
            IsEmpty = false;
            uint begins = Fold(literal[0], literal[1], literal[2]);
            Set(_three, begins);
            for (uint last = 0; last <= Mask; last++)
            {
                if (literal.Length == Short || last == (literal[Short] & Mask))
                {
                    Set(_three, (begins >> Bits) | (last << (2 * Bits)));
                    Set(_four, begins | (last << (Short * Bits)));
                }
            }
        }
    }

    /// <summary>Whether there is nothing to find.</summary>
    public bool IsEmpty { get; } = true;

    /// <summary>Finds the next place where one may begin, in either case.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="from">Where to begin.</param>
    /// <returns>The place, or -1.</returns>
    public int Find(ReadOnlySpan<char> text, int from)
    {
        if (IsEmpty || from > text.Length - Short)
        {
            return -1;
        }

        ReadOnlySpan<uint> three = _three;
        uint folded = (uint)(text[from] & Mask) << (2 * Bits);
        int at = from;
        for (; at + 2 < text.Length; at += 2)
        {
            folded = (folded >> (2 * Bits)) | ((uint)(text[at + 1] & Mask) << Bits) | ((uint)(text[at + 2] & Mask) << (2 * Bits));
            if ((three[(int)(folded >> Bits)] & (1u << (int)(folded & Mask))) == 0)
            {
                continue;
            }

            if (at > from && IsBeginning(text, at - 1))
            {
                return at - 1;
            }

            if (IsBeginning(text, at))
            {
                return at;
            }
        }

        return at > from && at + 2 == text.Length && IsBeginning(text, at - 1) ? at - 1 : -1;
    }

    /// <summary>Whether four characters begin one; the last three of a text may always.</summary>
    private bool IsBeginning(ReadOnlySpan<char> text, int at)
    {
        uint folded = Fold(text[at], text[at + 1], text[at + 2]) | (at + Short < text.Length ? (uint)(text[at + Short] & Mask) << (Short * Bits) : 0);
        return at + Short >= text.Length || (_four[folded >> Bits] & (1u << (int)(folded & Mask))) != 0;
    }

    /// <summary>The last bits of three characters in a row; those of a letter are the same in either case.</summary>
    public static uint Fold(char first, char second, char third) => (uint)(first & Mask) | ((uint)(second & Mask) << Bits) | ((uint)(third & Mask) << (2 * Bits));

    private static void Set(uint[] bits, uint place) => bits[place >> Bits] |= 1u << (int)(place & Mask);
}
