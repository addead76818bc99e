using System.Text;

namespace DataJoint.Configuration.Json;

/// <summary>Tells what a run without quotes is.</summary>
internal static class JsonLiteral
{
    public static string Text(byte[] bytes, JsonToken token) => Encoding.UTF8.GetString(bytes, token.Start, token.Length);

    public static JsonLiteralKind Classify(byte[] bytes, JsonToken token)
    {
        if (Is(bytes, token, "null"))
        {
            return JsonLiteralKind.Null;
        }

        if (Is(bytes, token, "true"))
        {
            return JsonLiteralKind.True;
        }

        if (Is(bytes, token, "false"))
        {
            return JsonLiteralKind.False;
        }

        return IsNumber(bytes, token.Start, token.End) ? JsonLiteralKind.Number : JsonLiteralKind.None;
    }

    /// <summary>Whether a text is a JSON number, true or false as it stands.</summary>
    public static bool IsPlain(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length > 0
            && Classify(bytes, new JsonToken(JsonTokenKind.Bare, 0, bytes.Length)) is JsonLiteralKind.Number or JsonLiteralKind.True or JsonLiteralKind.False;
    }

    /// <summary>Whether a run that is not a JSON number looks like one all the same, such as <c>0123</c> or <c>+1</c>.</summary>
    public static bool LooksLikeNumber(byte[] bytes, JsonToken token) =>
        bytes[token.Start] is (>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'.';

    private static bool Is(byte[] bytes, JsonToken token, string word)
    {
        if (token.Length != word.Length)
        {
            return false;
        }

        for (int i = 0; i < word.Length; i++)
        {
            if (bytes[token.Start + i] != word[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The number grammar of RFC 8259, section 6.</summary>
    private static bool IsNumber(byte[] bytes, int i, int end)
    {
        if (i < end && bytes[i] == '-')
        {
            i++;
        }

        int whole = Digits(bytes, i, end);
        if (whole == 0 || (whole > 1 && bytes[i] == '0'))
        {
            return false;
        }

        i += whole;
        if (i < end && bytes[i] == '.')
        {
            int fraction = Digits(bytes, i + 1, end);
            if (fraction == 0)
            {
                return false;
            }

            i += 1 + fraction;
        }

        if (i < end && bytes[i] is (byte)'e' or (byte)'E')
        {
            i += i + 1 < end && bytes[i + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
            int exponent = Digits(bytes, i, end);
            if (exponent == 0)
            {
                return false;
            }

            i += exponent;
        }

        return i == end;
    }

    private static int Digits(byte[] bytes, int start, int end)
    {
        int i = start;
        while (i < end && bytes[i] is >= (byte)'0' and <= (byte)'9')
        {
            i++;
        }

        return i - start;
    }
}
