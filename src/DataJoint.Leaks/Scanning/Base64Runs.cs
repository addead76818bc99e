using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace DataJoint.Leaks.Scanning;

/// <summary>Finds base64 in a text, without looking at every character: a run of some length holds one of the places that are looked at.</summary>
internal static class Base64Runs
{
    private const int Stride = 24;
    private const int Step = 16;
    private const int Block = 8;
    private const int Longest = 256 * 1024;
    private const int Probe = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    /// <summary>The next run that decodes to text.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="decoded">What it says, one character for each byte.</param>
    /// <returns>Where it begins and has ended; -1 when there is none.</returns>
    public static (int Start, int End) FindNext(ReadOnlySpan<char> text, int from, out string decoded)
    {
        for (int at = from; at <= text.Length - Block; at += Step)
        {
            // Each run of 24 has one of these blocks of eight within it. Most blocks of a text have a blank.
            if (Vector128.LessThanAny(Vector128.Create(MemoryMarshal.Cast<char, ushort>(text.Slice(at, Block))), Vector128.Create((ushort)'+')))
            {
                continue;
            }

            (int start, int end) = Around(text, from, at);
            if (end - start >= Stride)
            {
                end = JoinLines(text, start, end);
                if (TryDecode(text[start..end], out decoded))
                {
                    return (start, end);
                }
            }

            at = Math.Max(at, end - 1);
        }

        decoded = "";
        return (-1, -1);
    }

    /// <summary>The run around a place. Words, which are short, are most of them.</summary>
    private static (int Start, int End) Around(ReadOnlySpan<char> text, int from, int at)
    {
        int start = at;
        while (start > from && at - start < Stride && IsDigit(text[start - 1]))
        {
            start--;
        }

        int end = at + 1;
        while (end < text.Length && end - at < Stride && IsDigit(text[end]))
        {
            end++;
        }

        if (end - start < Stride)
        {
            return (start, end);
        }

        start = from + text[from..at].LastIndexOfAnyExcept(Digits) + 1;
        int rest = text.Slice(at, Math.Min(Longest, text.Length - at)).IndexOfAnyExcept(Digits);
        return (start, rest < 0 ? Math.Min(text.Length, at + Longest) : at + rest);
    }

    private static bool IsDigit(char c) => c < Table.Length && Table[c];

    private static readonly bool[] Table = [.. Enumerable.Range(0, 128).Select(c => Digits.Contains((char)c))];

    /// <summary>Base64 in lines of equal length is one text.</summary>
    private static int JoinLines(ReadOnlySpan<char> text, int start, int end)
    {
        int width = end - start;
        while (width is 64 or 76 && end - start < Longest)
        {
            int next = end;
            next += next < text.Length && text[next] == '\r' ? 1 : 0;
            next += next < text.Length && text[next] == '\n' ? 1 : 0;
            int length = next == end ? 0 : text.Slice(next, Math.Min(width, text.Length - next)).IndexOfAnyExcept(Digits);
            length = length < 0 ? Math.Min(width, text.Length - next) : length;
            if (length == 0)
            {
                return end;
            }

            end = next + length;
            if (length < width)
            {
                return end;
            }
        }

        return end;
    }

    private static bool TryDecode(ReadOnlySpan<char> run, out string decoded)
    {
        decoded = "";
        byte[] probe = Decode(run[..Math.Min(run.Length, Probe)]);
        if (!IsText(probe))
        {
            return false;
        }

        byte[] bytes = Decode(run);
        bool isWide = bytes.Length > 4 && bytes[1] == 0 && bytes[3] == 0;
        decoded = isWide ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes))) : Encoding.Latin1.GetString(bytes);
        return decoded.Length > 0;
    }

    private static byte[] Decode(ReadOnlySpan<char> run)
    {
        char[] digits = new char[run.Length + 3];
        int length = 0;
        foreach (char c in run)
        {
            if (c is not ('\r' or '\n'))
            {
                digits[length++] = c switch { '-' => '+', '_' => '/', _ => c };
            }
        }

        length -= length % 4 == 1 ? 1 : 0;
        while (length % 4 != 0)
        {
            digits[length++] = '=';
        }

        byte[] bytes = new byte[length / 4 * 3];
        return Convert.TryFromBase64Chars(digits.AsSpan(0, length), bytes, out int written) ? bytes[..written] : [];
    }

    /// <summary>Whether the beginning reads like text, in UTF-8 or, with every second byte zero, UTF-16.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        int odd = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            bool isWideZero = bytes[i] == 0 && i % 2 == 1;
            odd += bytes[i] is (>= 0x20 and < 0x7f) or (byte)'\n' or (byte)'\r' or (byte)'\t' || isWideZero ? 0 : 1;
        }

        return bytes.Length >= 8 && odd <= bytes.Length / 12;
    }
}
