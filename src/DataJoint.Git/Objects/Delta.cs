namespace DataJoint.Git.Objects;

/// <summary>A content that is written as its difference from another: pieces to copy from that, and bytes to insert.</summary>
internal static class Delta
{
    /// <summary>How many bytes the two sizes at its beginning take at most.</summary>
    public const int LongestSizes = 20;

    /// <summary>How many differences may be from each other; git writes no more.</summary>
    public const int MaxChain = 4095;

    /// <summary>Of a content with more changes all counts as changed.</summary>
    private const int MaxChanges = 100_000;

    private const int UsualPiece = 0x10000;

    /// <summary>The sizes of the other content, and of this one.</summary>
    /// <exception cref="InvalidDataException">There are none.</exception>
    public static (long Source, long Target, int At) ReadSizes(ReadOnlySpan<byte> delta)
    {
        int at = 0;
        long source = ReadSize(delta, ref at);
        long target = ReadSize(delta, ref at);
        return (source, target, at);
    }

    /// <summary>Makes the content.</summary>
    /// <param name="source">The other content.</param>
    /// <param name="delta">The difference.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> source, ReadOnlySpan<byte> delta)
    {
        byte[] target = GC.AllocateUninitializedArray<byte>(CheckTarget(source, delta));
        Apply(source, delta, target, null);
        return target;
    }

    /// <summary>How many bytes the content has.</summary>
    /// <param name="source">The other content.</param>
    /// <param name="delta">The difference.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static int CheckTarget(ReadOnlySpan<byte> source, ReadOnlySpan<byte> delta)
    {
        (long sourceSize, long targetSize, int at) = ReadSizes(delta);
        return sourceSize == source.Length ? CheckPieces(delta[at..], targetSize) : throw new InvalidDataException("a difference from a content of another size");
    }

    /// <summary>Makes the content.</summary>
    /// <param name="source">The other content.</param>
    /// <param name="delta">The difference.</param>
    /// <param name="target">Takes the content: as many bytes as <see cref="CheckTarget"/> says.</param>
    /// <param name="changes">Takes where the content differs from its base: ranges that were inserted, and places of no length where pieces meet. Null when nobody asks.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ReadOnlySpan<byte> delta, Span<byte> target, List<(int Start, int End)>? changes)
    {
        int at = ReadSizes(delta).At;
        int filled = 0;
        int expected = 0; // where the next piece begins when it goes on as its base does
        while (at < delta.Length)
        {
            if (changes?.Count > MaxChanges)
            {
                changes.Clear();
                changes.Add((0, target.Length));
                changes = null;
            }

            byte code = delta[at++];
            if (code < 0x80)
            {
                delta.Slice(at, code).CopyTo(target[filled..]);
                changes?.Add((filled, filled + code));
                (at, filled) = (at + code, filled + code);
                continue;
            }

            (long offset, int size) = ReadPiece(delta, code, ref at);
            if (offset + size > source.Length)
            {
                throw new InvalidDataException("a difference that copies what is not there");
            }

            if (offset != expected)
            {
                changes?.Add((filled, filled));
            }

            source.Slice((int)offset, size).CopyTo(target[filled..]);
            filled += size;
            expected = (int)offset + size;
        }

        if (expected != source.Length)
        {
            changes?.Add((filled, filled));
        }
    }

    /// <summary>Memory is taken when the pieces give what the size says.</summary>
    private static int CheckPieces(ReadOnlySpan<byte> pieces, long size)
    {
        long total = 0;
        int at = 0;
        while (at < pieces.Length)
        {
            byte code = pieces[at++];
            if (code == 0)
            {
                throw new InvalidDataException("a difference of a form that git does not have");
            }

            total += code < 0x80 ? code : ReadPiece(pieces, code, ref at).Size;
            at += code < 0x80 ? code : 0;
        }

        return at > pieces.Length || total != size ? throw new InvalidDataException("a difference that does not give what it says")
            : Inflation.CheckHeld(size);
    }

    private static (long Offset, int Size) ReadPiece(ReadOnlySpan<byte> delta, byte code, ref int at)
    {
        long offset = 0;
        int size = 0;
        for (int i = 0; i < 7; i++)
        {
            if ((code & (1 << i)) == 0)
            {
                continue;
            }

            byte value = at < delta.Length ? delta[at++] : throw new InvalidDataException("a difference that is cut");
            if (i < 4)
            {
                offset |= (long)value << (8 * i);
            }
            else
            {
                size |= value << (8 * (i - 4));
            }
        }

        return (offset, size == 0 ? UsualPiece : size);
    }

    private static long ReadSize(ReadOnlySpan<byte> delta, ref int at)
    {
        long size = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte value = at < delta.Length ? delta[at++] : throw new InvalidDataException("a difference that is cut");
            size |= (long)(value & 0x7f) << shift;
            if (value < 0x80)
            {
                return size >= 0 ? size : throw new InvalidDataException("a difference of a size that is not true");
            }
        }

        throw new InvalidDataException("a difference of a size that is not true");
    }
}
