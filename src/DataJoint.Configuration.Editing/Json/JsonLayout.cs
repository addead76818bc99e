using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Editing.Json;

/// <summary>How a JSON text is laid out: its line ends and its indentation.</summary>
internal sealed class JsonLayout
{
    private readonly byte[] _bytes;

    public JsonLayout(byte[] bytes, JsonObjectSpan root)
    {
        _bytes = bytes;
        int lineFeed = Array.IndexOf(bytes, (byte)'\n');
        NewLine = lineFeed > 0 && bytes[lineFeed - 1] == '\r' ? "\r\n" : "\n";
        Step = root.Members.Count > 0 && StartsLine(root.Members[0].NameStart) && IndentOf(root.Members[0].NameStart) is { Length: > 0 } indent
            ? indent : "  ";
    }

    public string NewLine { get; }

    /// <summary>The indentation of one level.</summary>
    public string Step { get; }

    /// <summary>Whether only white space stands before the offset on its line.</summary>
    public bool StartsLine(int offset)
    {
        int start = LineStart(offset);
        return start > 0 && IsBlank(start, offset);
    }

    /// <summary>The white space at the start of the line that the offset is on.</summary>
    public string IndentOf(int offset)
    {
        int start = LineStart(offset);
        int end = start;
        while (end < _bytes.Length && _bytes[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }

        return System.Text.Encoding.ASCII.GetString(_bytes, start, end - start);
    }

    public int LineStart(int offset)
    {
        int start = offset;
        while (start > 0 && _bytes[start - 1] != '\n')
        {
            start--;
        }

        return start;
    }

    /// <summary>The offset of the line end at or behind the offset (of a CR in CR LF), or the end of the text.</summary>
    public int LineEnd(int offset)
    {
        int end = offset;
        while (end < _bytes.Length && _bytes[end] != '\n')
        {
            end++;
        }

        return end > offset && end < _bytes.Length && _bytes[end - 1] == '\r' ? end - 1 : end;
    }

    public bool IsBlank(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (!(_bytes[i] is (byte)' ' or (byte)'\t' or (byte)'\r'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether nothing but white space and comments that end there stands between the offsets.</summary>
    public bool IsTrivia(int start, int end)
    {
        int i = start;
        while (i < end)
        {
            if (_bytes[i] is (byte)' ' or (byte)'\t' or (byte)'\r')
            {
                i++;
            }
            else if (_bytes[i] == '/' && i + 1 < end && _bytes[i + 1] == '/')
            {
                return true;
            }
            else if (_bytes[i] == '/' && i + 1 < end && _bytes[i + 1] == '*')
            {
                int close = i + 2;
                while (close + 1 < end && !(_bytes[close] == '*' && _bytes[close + 1] == '/'))
                {
                    close++;
                }

                if (close + 1 >= end)
                {
                    return false;
                }

                i = close + 2;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    public bool HasLineBreak(int start, int end) => Array.IndexOf(_bytes, (byte)'\n', start, end - start) >= 0;
}
