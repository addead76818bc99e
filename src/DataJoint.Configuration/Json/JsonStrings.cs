using System.Globalization;
using System.Text;

namespace DataJoint.Configuration.Json;

/// <summary>The text of JSON string tokens, both ways.</summary>
internal static class JsonStrings
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>Decodes a string token of a text that is known to be valid UTF-8.</summary>
    /// <param name="bytes">The source.</param>
    /// <param name="token">A string token, quotes included.</param>
    /// <param name="text">The decoded text.</param>
    /// <param name="faultOffset">Where an invalid escape stands.</param>
    /// <param name="takesHalves">Whether half of a surrogate pair may stand alone.</param>
    /// <returns>False for an invalid escape.</returns>
    public static bool TryDecode(byte[] bytes, JsonToken token, out string text, out int faultOffset, bool takesHalves = false)
    {
        int start = token.Start + 1;
        int end = token.End - 1;
        faultOffset = -1;
        int escape = Array.IndexOf(bytes, (byte)'\\', start, end - start);
        if (escape < 0)
        {
            text = Utf8.GetString(bytes, start, end - start);
            return true;
        }

        StringBuilder builder = new(end - start);
        int position = start;
        while (escape >= 0)
        {
            builder.Append(Utf8.GetString(bytes, position, escape - position));
            position = escape;
            if (!AppendEscape(bytes, end, ref position, builder, takesHalves))
            {
                faultOffset = escape;
                text = "";
                return false;
            }

            escape = Array.IndexOf(bytes, (byte)'\\', position, end - position);
        }

        text = builder.Append(Utf8.GetString(bytes, position, end - position)).ToString();
        return true;
    }

    /// <summary>Writes a text as a JSON string with quotes; only what must be escaped is.</summary>
    public static string Encode(string text)
    {
        StringBuilder builder = new(text.Length + 2);
        Encode(text, builder);
        return builder.ToString();
    }

    /// <summary>The same, appended.</summary>
    public static void Encode(string text, StringBuilder builder)
    {
        builder.Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '"': builder.Append("\\\""); break;
                case '\\': builder.Append("\\\\"); break;
                case '\n': builder.Append("\\n"); break;
                case '\r': builder.Append("\\r"); break;
                case '\t': builder.Append("\\t"); break;
                default:
                    if (c < 0x20 || c is '\u007f' or '\u2028' or '\u2029' || IsLoneSurrogate(text, i))
                    {
                        builder.AppendFormat(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)c);
                    }
                    else
                    {
                        builder.Append(c);
                    }

                    break;
            }
        }

        builder.Append('"');
    }

    private static bool IsLoneSurrogate(string text, int index) =>
        char.IsHighSurrogate(text[index]) ? index + 1 >= text.Length || !char.IsLowSurrogate(text[index + 1])
        : char.IsLowSurrogate(text[index]) && (index == 0 || !char.IsHighSurrogate(text[index - 1]));

    private static bool AppendEscape(byte[] bytes, int end, ref int position, StringBuilder builder, bool takesHalves)
    {
        if (position + 1 >= end)
        {
            return false;
        }

        byte kind = bytes[position + 1];
        if (kind == 'u')
        {
            return AppendUnicodeEscape(bytes, end, ref position, builder, takesHalves);
        }

        char? plain = kind switch
        {
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            (byte)'/' => '/',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => null,
        };
        if (plain is not char c)
        {
            return false;
        }

        builder.Append(c);
        position += 2;
        return true;
    }

    private static bool AppendUnicodeEscape(byte[] bytes, int end, ref int position, StringBuilder builder, bool takesHalves)
    {
        if (!TryUnit(bytes, end, position, out char first) || (char.IsLowSurrogate(first) && !takesHalves))
        {
            return false;
        }

        builder.Append(first);
        position += 6;
        if (takesHalves || !char.IsHighSurrogate(first))
        {
            return true;
        }

        if (!TryUnit(bytes, end, position, out char second) || !char.IsLowSurrogate(second))
        {
            return false;
        }

        builder.Append(second);
        position += 6;
        return true;
    }

    private static bool TryUnit(byte[] bytes, int end, int position, out char unit)
    {
        unit = '\0';
        if (position + 6 > end || bytes[position] != '\\' || bytes[position + 1] != 'u')
        {
            return false;
        }

        int value = 0;
        for (int i = position + 2; i < position + 6; i++)
        {
            int digit = bytes[i] switch
            {
                >= (byte)'0' and <= (byte)'9' => bytes[i] - '0',
                >= (byte)'a' and <= (byte)'f' => bytes[i] - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => bytes[i] - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return false;
            }

            value = (value << 4) | digit;
        }

        unit = (char)value;
        return true;
    }
}
