using System.Buffers;

namespace DataJoint.Leaks.Purging;

/// <summary>Puts a tree together. Lines stay in the order in which they come, unless a name has changed.</summary>
internal sealed class TreeBuilder(int size)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(Math.Max(size, 64));
    private readonly List<Line> _lines = [];
    private bool _isRenamed;

    public void Add(ReadOnlySpan<byte> mode, ReadOnlySpan<byte> name, ObjectId id, bool isRenamed = false)
    {
        int start = _bytes.WrittenCount;
        _bytes.Write(mode);
        _bytes.Write(" "u8);
        _bytes.Write(name);
        _bytes.Write("\0"u8);
        id.CopyTo(_bytes.GetSpan(id.Length));
        _bytes.Advance(id.Length);
        _isRenamed |= isRenamed;
        _lines.Add(new Line(start, _bytes.WrittenCount - start, start + mode.Length + 1, name.Length, mode.TrimStart((byte)'0').SequenceEqual("40000"u8)));
    }

    /// <summary>The tree.</summary>
    /// <exception cref="PurgeException">A changed name is taken.</exception>
    public byte[] ToBytes()
    {
        if (!_isRenamed)
        {
            return _bytes.WrittenSpan.ToArray();
        }

        _lines.Sort((one, other) => Compare(NameOf(one), one.IsTree, NameOf(other), other.IsTree));
        ArrayBufferWriter<byte> sorted = new(_bytes.WrittenCount);
        for (int i = 0; i < _lines.Count; i++)
        {
            if (i > 0 && NameOf(_lines[i]).SequenceEqual(NameOf(_lines[i - 1])))
            {
                throw new PurgeException(PurgeRules.Impossible, "two names of files hold the value, and would be the same without it", "Name one of the files as a PATH to purge, too.");
            }

            sorted.Write(_bytes.WrittenSpan.Slice(_lines[i].Start, _lines[i].Length));
        }

        return sorted.WrittenSpan.ToArray();
    }

    private ReadOnlySpan<byte> NameOf(Line line) => _bytes.WrittenSpan.Slice(line.NameStart, line.NameLength);

    /// <summary>git sorts a directory as if its name ended with a slash.</summary>
    private static int Compare(ReadOnlySpan<byte> one, bool isTree, ReadOnlySpan<byte> other, bool isOtherTree)
    {
        int common = Math.Min(one.Length, other.Length);
        int order = one[..common].SequenceCompareTo(other[..common]);
        return order != 0 ? order : EndOf(one, common, isTree).CompareTo(EndOf(other, common, isOtherTree));
    }

    private static byte EndOf(ReadOnlySpan<byte> name, int at, bool isTree) => at < name.Length ? name[at] : isTree ? (byte)'/' : (byte)0;

    private readonly record struct Line(int Start, int Length, int NameStart, int NameLength, bool IsTree);
}
