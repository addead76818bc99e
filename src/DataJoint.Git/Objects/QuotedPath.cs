using System.Text;

namespace DataJoint.Git.Objects;

/// <summary>A path in quotes, as git writes those with odd characters.</summary>
internal static class QuotedPath
{
    /// <summary>Reads it; what follows the closing quote does not count.</summary>
    public static string Read(string quoted)
    {
        List<byte> bytes = [];
        byte[] text = Encoding.UTF8.GetBytes(quoted);
        for (int i = 1; i < text.Length && text[i] != '"'; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                bytes.Add(text[i]);
            }
            else if (i + 3 < text.Length && text.AsSpan(i + 1, 3).IndexOfAnyExceptInRange((byte)'0', (byte)'7') < 0)
            {
                bytes.Add((byte)(((text[i + 1] - '0') << 6) | ((text[i + 2] - '0') << 3) | (text[i + 3] - '0')));
                i += 3;
            }
            else
            {
                bytes.Add(Unescape(text[++i]));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static byte Unescape(byte escaped) => (char)escaped switch
    {
        'a' => 7,
        'b' => (byte)'\b',
        'f' => (byte)'\f',
        'n' => (byte)'\n',
        'r' => (byte)'\r',
        't' => (byte)'\t',
        'v' => 11,
        _ => escaped,
    };
}
