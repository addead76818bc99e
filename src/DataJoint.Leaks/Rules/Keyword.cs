using System.Text;

namespace DataJoint.Leaks.Rules;

/// <summary>A word in any case, in a text that has one character for each byte of its UTF-8.</summary>
internal sealed class Keyword
{
    /// <summary>How many bytes a search looks at.</summary>
    private const int Searched = 4;

    private readonly Rune[] _runes;

    public Keyword(string text) => _runes = [.. text.EnumerateRunes().Select(Rune.ToLowerInvariant)];

    /// <summary>Its first characters in all cases, and the rest: whoever finds the beginning of one of them may have found it.</summary>
    public IEnumerable<string> Beginnings
    {
        get
        {
            List<string> variants = [""];
            int bytes = 0;
            foreach (Rune rune in _runes)
            {
                Rune upper = bytes < Searched && !rune.IsAscii ? Rune.ToUpperInvariant(rune) : rune;
                variants = [.. variants.SelectMany(variant => (string[])[variant + rune, variant + upper]).Distinct()];
                bytes += rune.Utf8SequenceLength;
            }

            return variants.Select(variant => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(variant)));
        }
    }

    /// <summary>Whether a text begins with it.</summary>
    public bool Begins(ReadOnlySpan<char> text)
    {
        foreach (Rune rune in _runes)
        {
            if (text.IsEmpty || !TryRead(ref text, out Rune read) || (read != rune && Rune.ToLowerInvariant(read) != rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryRead(ref ReadOnlySpan<char> text, out Rune read)
    {
        if (char.IsAscii(text[0]))
        {
            read = new Rune(text[0]);
            text = text[1..];
            return true;
        }

        Span<byte> bytes = stackalloc byte[4];
        int count = Math.Min(text.Length, bytes.Length);
        for (int i = 0; i < count; i++)
        {
            bytes[i] = text[i] <= 0xff ? (byte)text[i] : (byte)0;
        }

        bool isRead = Rune.DecodeFromUtf8(bytes[..count], out read, out int length) == System.Buffers.OperationStatus.Done;
        text = text[length..];
        return isRead;
    }
}
