using System.Buffers;
using System.Text;

namespace DataJoint.Leaks.Scanning;

/// <summary>Finds base64 in a text, without looking at every character: a run of some length holds one of the places that are looked at.</summary>
internal static class Base64Runs
{
    private const int Stride = 24;
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
        for (int at = from + Stride - 1; at < text.Length; at += Stride)
        {
            if (!MayBeWithin(text, at))
            {
                continue;
            }

            int start = from + text[from..at].LastIndexOfAnyExcept(Digits) + 1;
            int rest = text.Slice(at, Math.Min(Longest, text.Length - at)).IndexOfAnyExcept(Digits);
            int end = rest < 0 ? Math.Min(text.Length, at + Longest) : at + rest;
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

    /// <summary>A run of some length goes on for half of it at least, to one side.</summary>
    private static bool MayBeWithin(ReadOnlySpan<char> text, int at)
    {
        const int Half = (Stride / 2) - 1;
        return IsDigit(text[at])
            && ((at + Half < text.Length && IsDigit(text[at + Half]) && IsDigit(text[at + (Half / 2)])) || (at >= Half && IsDigit(text[at - Half]) && IsDigit(text[at - (Half / 2)])));
    }

    private static bool IsDigit(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_';

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
