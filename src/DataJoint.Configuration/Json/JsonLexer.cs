namespace DataJoint.Configuration.Json;

/// <summary>Splits JSON text into tokens, skipping white space and comments. Works on any bytes whatever.</summary>
internal struct JsonLexer
{
    private readonly byte[] _bytes;
    private int _position;

    public JsonLexer(byte[] bytes, int start)
    {
        _bytes = bytes;
        _position = start;
        Fault = null;
    }

    public JsonFault? Fault { get; private set; }

    public JsonToken Next()
    {
        if (!SkipTrivia())
        {
            return new JsonToken(JsonTokenKind.Fault, _position, _position);
        }

        if (_position >= _bytes.Length)
        {
            return new JsonToken(JsonTokenKind.End, _position, _position);
        }

        int start = _position;
        JsonTokenKind single = Punctuation(_bytes[start]);
        if (single != JsonTokenKind.End)
        {
            _position++;
            return new JsonToken(single, start, _position);
        }

        return _bytes[start] switch
        {
            (byte)'"' => String(start),
            (byte)'\'' => SingleQuoted(start),
            _ => Bare(start),
        };
    }

    /// <summary>The token that comes next, without taking it.</summary>
    public readonly JsonToken Peek()
    {
        JsonLexer ahead = this;
        return ahead.Next();
    }

    private static JsonTokenKind Punctuation(byte value) => value switch
    {
        (byte)'{' => JsonTokenKind.ObjectStart,
        (byte)'}' => JsonTokenKind.ObjectEnd,
        (byte)'[' => JsonTokenKind.ArrayStart,
        (byte)']' => JsonTokenKind.ArrayEnd,
        (byte)':' => JsonTokenKind.Colon,
        (byte)',' => JsonTokenKind.Comma,
        _ => JsonTokenKind.End,
    };

    private bool SkipTrivia()
    {
        while (_position < _bytes.Length)
        {
            byte value = _bytes[_position];
            if (IsSpace(value))
            {
                _position++;
            }
            else if (value == '/' && At(_position + 1) == '/')
            {
                int end = Array.IndexOf(_bytes, (byte)'\n', _position);
                _position = end < 0 ? _bytes.Length : end + 1;
            }
            else if (value == '/' && At(_position + 1) == '*')
            {
                if (!SkipBlockComment())
                {
                    return false;
                }
            }
            else
            {
                return true;
            }
        }

        return true;
    }

    private bool SkipBlockComment()
    {
        for (int i = _position + 2; i + 1 < _bytes.Length; i++)
        {
            if (_bytes[i] == '*' && _bytes[i + 1] == '/')
            {
                _position = i + 2;
                return true;
            }
        }

        Fault = new JsonFault(JsonRules.MalformedJson, _position, "a comment that starts with /* does not end", "Close it with */.");
        return false;
    }

    private JsonToken String(int start)
    {
        for (int i = start + 1; i < _bytes.Length; i++)
        {
            byte value = _bytes[i];
            if (value == '"')
            {
                _position = i + 1;
                return new JsonToken(JsonTokenKind.String, start, _position);
            }

            if (value == '\\')
            {
                i++;
            }
            else if (value < 0x20)
            {
                return value is (byte)'\n' or (byte)'\r'
                    ? Fail(start, "a text in quotes does not end on its line", "Close it with a double quote; write a line break as \\n.")
                    : Fail(i, "a text in quotes holds a control character", "Write a tab as \\t and others as \\u00XX.");
            }
        }

        return Fail(start, "a text in quotes does not end", "Close it with a double quote.");
    }

    private JsonToken SingleQuoted(int start)
    {
        for (int i = start + 1; i < _bytes.Length && _bytes[i] is not ((byte)'\n' or (byte)'\r'); i++)
        {
            if (_bytes[i] == '\'')
            {
                _position = i + 1;
                return new JsonToken(JsonTokenKind.Bare, start, _position);
            }
        }

        return Bare(start);
    }

    private JsonToken Bare(int start)
    {
        int end = start + 1;
        while (end < _bytes.Length && !EndsBare(end))
        {
            end++;
        }

        _position = end;
        return new JsonToken(JsonTokenKind.Bare, start, end);
    }

    private readonly bool EndsBare(int index)
    {
        byte value = _bytes[index];
        return IsSpace(value) || value == '"' || Punctuation(value) != JsonTokenKind.End
            || (value == '/' && At(index + 1) is '/' or '*');
    }

    private JsonToken Fail(int offset, string message, string hint)
    {
        Fault = new JsonFault(JsonRules.MalformedJson, offset, message, hint);
        return new JsonToken(JsonTokenKind.Fault, offset, offset);
    }

    private readonly int At(int index) => index < _bytes.Length ? _bytes[index] : -1;

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';
}
