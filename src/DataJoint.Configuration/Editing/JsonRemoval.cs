namespace DataJoint.Configuration;

/// <summary>Takes a member out of an object, with its comma, and with its line when nothing else stands on it.</summary>
internal static class JsonRemoval
{
    internal static byte[] Remove(byte[] bytes, JsonObjectSpan parent, int index)
    {
        JsonMemberSpan member = parent.Members[index];
        JsonLayout layout = new(bytes, parent);
        int end = member.Comma < 0 ? member.ValueEnd : member.Comma + 1;
        (int start, int stop) = Span(bytes, layout, member, end);
        byte[] result = JsonEditor.Splice(bytes, start, stop, "");

        // The last member has no comma of its own: the one before it must go, since strict readers refuse a trailing one.
        bool wasLastWithoutComma = member.Comma < 0 && index > 0;
        return wasLastWithoutComma && parent.Members[index - 1].Comma is int comma and >= 0
            ? JsonEditor.Splice(result, comma, comma + 1, "")
            : result;
    }

    private static (int Start, int Stop) Span(byte[] bytes, JsonLayout layout, JsonMemberSpan member, int end)
    {
        int lineStart = layout.LineStart(member.NameStart);
        int lineEnd = layout.LineEnd(end);
        bool startsLine = layout.IsBlank(lineStart, member.NameStart);
        if (startsLine && layout.IsBlank(end, lineEnd) && lineStart > 0)
        {
            int next = lineEnd;
            next += next < bytes.Length && bytes[next] == '\r' ? 1 : 0;
            next += next < bytes.Length && bytes[next] == '\n' ? 1 : 0;
            return (lineStart, next);
        }

        if (member.Comma >= 0)
        {
            // Another member or a comment follows on the line: it moves to where this one began.
            int stop = end;
            while (stop < bytes.Length && bytes[stop] is (byte)' ' or (byte)'\t')
            {
                stop++;
            }

            return (member.NameStart, stop);
        }

        int start = member.NameStart;
        while (!startsLine && start > 0 && bytes[start - 1] is (byte)' ' or (byte)'\t')
        {
            start--;
        }

        return (start, end);
    }
}
