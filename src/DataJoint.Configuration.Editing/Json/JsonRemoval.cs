using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Editing.Json;

/// <summary>Takes members out of objects, with their commas, and with their lines when nothing else stands on them.</summary>
internal sealed class JsonRemoval
{
    private readonly byte[] _bytes;
    private readonly List<(int Start, int Stop)> _cuts = [];

    private JsonRemoval(byte[] bytes) => _bytes = bytes;

    /// <summary>Removes members in one pass.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="members">The members, in the order of the text.</param>
    /// <returns>The changed text.</returns>
    public static byte[] Remove(byte[] bytes, List<(JsonObjectSpan Parent, int Index)> members)
    {
        JsonRemoval removal = new(bytes);
        foreach (IGrouping<JsonObjectSpan, int> group in members.GroupBy(m => m.Parent, m => m.Index))
        {
            removal.CutFrom(group.Key, [.. group]);
        }

        return removal.Apply();
    }

    private void CutFrom(JsonObjectSpan parent, HashSet<int> removed)
    {
        foreach (int index in removed)
        {
            Cut(parent.Members[index]);
        }

        // Without a trailing comma, the last member that stays must lose its own: strict readers refuse one before the brace.
        int last = parent.Members.Count - 1;
        if (!removed.Contains(last) || parent.Members[last].Comma >= 0)
        {
            return;
        }

        while (last >= 0 && removed.Contains(last))
        {
            last--;
        }

        if (last >= 0 && parent.Members[last].Comma is int comma and >= 0)
        {
            bool isKeptApart = Array.IndexOf(_bytes, (byte)'/', parent.Members[last].ValueEnd, comma - parent.Members[last].ValueEnd) >= 0
                && !(last + 2 == parent.Members.Count && EndsLine(parent.Members[last + 1].ValueEnd));
            _cuts.Add((isKeptApart ? comma : StartOfCommaLine(comma, parent.Members[last + 1].NameStart), comma + 1)); // a comment keeps its line end
        }
    }

    private void Cut(JsonMemberSpan member)
    {
        if (member.Comma >= 0 && Array.IndexOf(_bytes, (byte)'/', member.ValueEnd, member.Comma - member.ValueEnd) >= 0)
        {
            // A comment between the value and its comma, such as that of a line before a line that begins with the comma, stays.
            _cuts.Add((member.NameStart, member.ValueEnd));
            _cuts.Add((member.Comma, SkipBlanks(member.Comma + 1)));
            return;
        }

        _cuts.Add(SpanOf(member));
    }

    /// <summary>Where a comma is to be cut that leads a line of its own with the next member: that line goes as a whole.</summary>
    private int StartOfCommaLine(int comma, int nextMember)
    {
        int start = SkipBlanksBack(comma);
        return start > 0 && _bytes[start - 1] == '\n' && SkipBlanks(comma + 1) == nextMember
            ? start - (start > 1 && _bytes[start - 2] == '\r' ? 2 : 1)
            : comma;
    }

    private (int Start, int Stop) SpanOf(JsonMemberSpan member)
    {
        int end = member.Comma < 0 ? member.ValueEnd : member.Comma + 1;
        int before = SkipBlanksBack(member.NameStart);
        int behind = SkipBlanks(end);
        bool startsLine = before > 0 && _bytes[before - 1] == '\n';
        int lineEnd = behind < _bytes.Length && _bytes[behind] == '\r' ? behind + 1 : behind;
        if (startsLine && lineEnd < _bytes.Length && _bytes[lineEnd] == '\n')
        {
            return (before, lineEnd + 1);
        }

        // When another member or a comment follows on the line, it moves to where this one began.
        return member.Comma >= 0 ? (member.NameStart, behind) : (startsLine ? member.NameStart : before, end);
    }

    private bool EndsLine(int offset) => SkipBlanks(offset) is int end && end < _bytes.Length && _bytes[end] is (byte)'\r' or (byte)'\n';

    private int SkipBlanks(int offset)
    {
        while (offset < _bytes.Length && _bytes[offset] is (byte)' ' or (byte)'\t')
        {
            offset++;
        }

        return offset;
    }

    private int SkipBlanksBack(int offset)
    {
        while (offset > 0 && _bytes[offset - 1] is (byte)' ' or (byte)'\t')
        {
            offset--;
        }

        return offset;
    }

    private byte[] Apply()
    {
        _cuts.Sort();
        using MemoryStream result = new(_bytes.Length);
        int position = 0;
        foreach ((int start, int stop) in _cuts)
        {
            if (start > position)
            {
                result.Write(_bytes, position, start - position);
            }

            position = Math.Max(position, stop);
        }

        result.Write(_bytes, position, _bytes.Length - position);
        return result.ToArray();
    }
}
