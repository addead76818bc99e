using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Sources;

/// <summary>The text of a file that holds one value, and where in the file it stands.</summary>
internal readonly record struct SingleValueText(string Text, int Line, int Column)
{
    /// <summary>The largest file that can hold a single value, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    public bool IsEmpty => Text.Length == 0;

    /// <summary>The mask: a record's own form would print the text.</summary>
    public override string ToString() => Secret.Mask;

    /// <summary>Whether there is more than one line in it.</summary>
    public bool HasSeveralLines => Text.IndexOf('\n') >= 0 || Text.IndexOf('\r') >= 0;

    /// <summary>Where the line behind the first one begins. A lone carriage return begins none, as editors count.</summary>
    public (int Line, int Column) PlaceOfNextLine()
    {
        int end = Text.IndexOfAny(['\r', '\n']);
        bool isLone = Text[end] == '\r' && (end + 1 == Text.Length || Text[end + 1] != '\n');
        return isLone ? (Line, Column + end + 1) : (Line + 1, 1);
    }

    /// <summary>Where a text that is not UTF-8 stops being it.</summary>
    public static (int Line, int Column) PlaceOfInvalid(byte[] bytes)
    {
        int start = Utf8Text.HasByteOrderMark(bytes) ? 3 : 0;
        int invalid = Utf8Text.FirstInvalid(bytes, start);
        int line = 1;
        int column = 1;
        for (int i = start; i < invalid; i++)
        {
            bool breaks = bytes[i] == '\n';
            line += breaks ? 1 : 0;
            column = breaks ? 1 : (bytes[i] & 0xC0) != 0x80 ? column + 1 : column;
        }

        return (line, column);
    }

    /// <summary>Whether the text is of a kind that has several lines by nature: JSON or PEM.</summary>
    public bool LooksLikeDocument =>
        Text.StartsWith("{", StringComparison.Ordinal) || Text.StartsWith("-----BEGIN", StringComparison.Ordinal);

    /// <summary>Whether a file with this text, as edits write it, gives exactly this text back.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">The file's name without directory.</param>
    public static bool ComesBack(string text, string fileName)
    {
        byte[] bytes = Utf8Text.Encode(text + "\n");
        return bytes.Length <= MaxBytes && TryDecode(bytes, fileName, out SingleValueText read) && !read.IsEmpty && read.Text == text;
    }

    /// <summary>Decodes the bytes of a single-value file, skipping a caption copied from the documentation and the white space around the value.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="fileName">The file's name without directory.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the bytes are not UTF-8.</returns>
    public static bool TryDecode(byte[] bytes, string fileName, out SingleValueText value)
    {
        value = default;
        int start = Utf8Text.HasByteOrderMark(bytes) ? 3 : 0;
        if (Utf8Text.FirstInvalid(bytes, start) >= 0)
        {
            return false;
        }

        // The commonest white space goes before it becomes text.
        int end = bytes.Length;
        while (end > start && bytes[end - 1] is (byte)'\n' or (byte)'\r' or (byte)' ')
        {
            end--;
        }

        value = Cut(Utf8Text.Decode(bytes, start, end - start), fileName);
        return true;
    }

    /// <summary>Removes what surrounds a value, as in a single-value file.</summary>
    public static SingleValueText Cut(string text, string fileName)
    {
        int start = CaptionLength(text, fileName);
        int end = text.Length;
        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        int line = start > 0 ? 2 : 1;
        int column = 1;
        for (; start < end && IsSpace(text[start]); start++)
        {
            bool breaks = text[start] == '\n';
            line += breaks ? 1 : 0;
            column = breaks ? 1 : column + 1;
        }

        return new SingleValueText(text.Substring(start, end - start), line, column);
    }

    private static int CaptionLength(string text, string fileName)
    {
        const string Caption = "# .secrets/";
        if (!text.StartsWith(Caption, StringComparison.Ordinal)
            || string.CompareOrdinal(text, Caption.Length, fileName, 0, fileName.Length) != 0)
        {
            return 0;
        }

        int end = Caption.Length + fileName.Length;
        if (end < text.Length && text[end] == '\r')
        {
            end++;
        }

        return end == text.Length ? end : text[end] == '\n' ? end + 1 : 0;
    }

    /// <summary>White space as Python's <c>str.strip()</c> has it: Unicode's, and the four separators below U+0020.</summary>
    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';
}
