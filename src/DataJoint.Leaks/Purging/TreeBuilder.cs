using System.Buffers;
using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Puts a tree together. Lines stay in the order in which they come, unless a name has changed.</summary>
internal sealed class TreeBuilder
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private int _idLength;
    private bool _isRenamed;

    /// <summary>Begins another one.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _isRenamed = false;
    }

    public void Add(ReadOnlySpan<byte> mode, ReadOnlySpan<byte> name, GitObjectId id, bool isRenamed = false)
    {
        _bytes.Write(mode);
        _bytes.Write(" "u8);
        _bytes.Write(name);
        _bytes.Write("\0"u8);
        id.CopyTo(_bytes.GetSpan(id.Length));
        _bytes.Advance(id.Length);
        _idLength = id.Length;
        _isRenamed |= isRenamed;
    }

    /// <summary>The tree, which is good until the next begins.</summary>
    /// <exception cref="PurgeException">A changed name is taken.</exception>
    public ReadOnlySpan<byte> ToBytes()
    {
        if (!_isRenamed)
        {
            return _bytes.WrittenSpan;
        }

        List<Line> lines = ListLines();
        lines.Sort((one, other) => Compare(NameOf(one), one.IsTree, NameOf(other), other.IsTree));
        ArrayBufferWriter<byte> sorted = new(_bytes.WrittenCount);
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < lines.Count; i++)
        {
            if (!names.Add(Encoding.Latin1.GetString(NameOf(lines[i]))))
            {
                throw new PurgeException(
                    PurgeRules.Impossible, "two names in one directory are the same, or would be without the value", "Name one of them as a PATH to purge, too.");
            }

            sorted.Write(_bytes.WrittenSpan.Slice(lines[i].Start, lines[i].Length));
        }

        return sorted.WrittenSpan;
    }

    private List<Line> ListLines()
    {
        List<Line> lines = [];
        ReadOnlySpan<byte> rest = _bytes.WrittenSpan;
        for (int start = 0; TreeEntry.TryRead(ref rest, _idLength, out TreeEntry entry); start = _bytes.WrittenCount - rest.Length)
        {
            int length = _bytes.WrittenCount - rest.Length - start;
            lines.Add(new Line(start, length, start + entry.Mode.Length + 1, entry.Name.Length, entry.IsTree));
        }

        return lines;
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
