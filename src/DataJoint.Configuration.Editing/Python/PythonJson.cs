using System.Globalization;
using System.Text;
using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Reads JSON as strictly as Python's <c>json.load</c>: no byte-order mark, no comments, no trailing commas.</summary>
internal sealed class PythonJson
{
    private const int Deepest = 900;

    private readonly byte[] _bytes;
    private JsonLexer _lexer;
    private int _behind;
    private int _line = 1;
    private int _counted;
    private int _depth;

    private PythonJson(byte[] bytes)
    {
        _bytes = bytes;
        _lexer = new JsonLexer(bytes, 0);
    }

    /// <summary>Reads an object.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="objection">What Python takes exception to, in words that quote nothing.</param>
    /// <returns>The object, or null when Python would not read it.</returns>
    public static PythonNode? Read(byte[] bytes, out string? objection) => Read(bytes, onlyObjects: true, out objection);

    /// <summary>Reads any value.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value, or null when Python would not read it.</returns>
    public static PythonNode? ReadAny(string text) => Read(Encoding.UTF8.GetBytes(text), onlyObjects: false, out _);

    private static PythonNode? Read(byte[] bytes, bool onlyObjects, out string? objection)
    {
        objection = null;
        try
        {
            if (Utf8Text.HasByteOrderMark(bytes))
            {
                throw new FormatException("it starts with a byte-order mark");
            }

            if (Utf8Text.FirstInvalid(bytes, 0) >= 0)
            {
                throw new FormatException("it is not UTF-8");
            }

            PythonJson reader = new(bytes);
            PythonNode root = reader.Value(reader.Take());
            return reader.Take().Kind == JsonTokenKind.End && (!onlyObjects || root.Kind == PythonNodeKind.Dictionary)
                ? root
                : throw new FormatException("it is not one JSON object");
        }
        catch (FormatException refusal)
        {
            objection = refusal.Message;
            return null;
        }
    }

    private JsonToken Take()
    {
        JsonToken token = _lexer.Next();
        int end = token.Kind == JsonTokenKind.Fault ? _behind : token.Start;
        for (int i = _behind; i < end; i++)
        {
            if (_bytes[i] == (byte)'/')
            {
                throw new FormatException(Place("a comment", i));
            }
        }

        _behind = token.End;
        return token;
    }

    private PythonNode Value(JsonToken token)
    {
        int line = LineOf(token.Start);
        switch (token.Kind)
        {
            case JsonTokenKind.String:
                return new PythonNode(PythonNodeKind.Text, Text(token), line);
            case JsonTokenKind.Bare:
                return Literal(token, line);
            case JsonTokenKind.ObjectStart when _depth < Deepest:
                return Dictionary(line);
            case JsonTokenKind.ArrayStart when _depth < Deepest:
                return List(token, line);
            default:
                throw new FormatException(Place("something that is not a JSON value", token.Start));
        }
    }

    private PythonNode Literal(JsonToken token, int line)
    {
        PythonNodeKind kind = JsonLiteral.Classify(_bytes, token) switch
        {
            JsonLiteralKind.Null => PythonNodeKind.Null,
            JsonLiteralKind.True or JsonLiteralKind.False => PythonNodeKind.Boolean,
            JsonLiteralKind.Number => PythonNodeKind.Number,
            _ when JsonLiteral.Text(_bytes, token) is "NaN" or "Infinity" or "-Infinity" => PythonNodeKind.Number,
            _ => throw new FormatException(Place("something that is not a JSON value", token.Start)),
        };
        return new PythonNode(kind, JsonLiteral.Text(_bytes, token), line);
    }

    private PythonNode Dictionary(int line)
    {
        PythonNode node = new(PythonNodeKind.Dictionary, "", line);
        _depth++;
        JsonToken token = Take();
        while (token.Kind != JsonTokenKind.ObjectEnd)
        {
            if (token.Kind != JsonTokenKind.String)
            {
                throw new FormatException(Place("something other than a name", token.Start));
            }

            string name = Text(token);
            JsonToken colon = Take();
            if (colon.Kind != JsonTokenKind.Colon)
            {
                throw new FormatException(Place("a missing colon", colon.Start));
            }

            node.Put(name, Value(Take()));
            token = Separator(JsonTokenKind.ObjectEnd);
        }

        _depth--;
        return node;
    }

    private PythonNode List(JsonToken start, int line)
    {
        _depth++;
        bool namesSecret = false;
        JsonToken token = Take();
        while (token.Kind != JsonTokenKind.ArrayEnd)
        {
            namesSecret |= Value(token).NamesSecret;
            token = Separator(JsonTokenKind.ArrayEnd);
        }

        _depth--;
        return new PythonNode(PythonNodeKind.List, Utf8Text.Decode(_bytes, start.Start, token.End - start.Start), line) { NamesSecret = namesSecret };
    }

    /// <summary>The token behind a comma, or the closing one.</summary>
    private JsonToken Separator(JsonTokenKind end)
    {
        JsonToken token = Take();
        if (token.Kind == end)
        {
            return token;
        }

        if (token.Kind != JsonTokenKind.Comma)
        {
            throw new FormatException(Place("a missing comma", token.Start));
        }

        JsonToken next = Take();
        return next.Kind != end ? next : throw new FormatException(Place("a comma before a closing bracket", token.Start));
    }

    private string Text(JsonToken token) =>
        JsonStrings.TryDecode(_bytes, token, out string text, out int fault, takesHalves: true)
            ? text
            : throw new FormatException(Place("an invalid escape", fault));

    private string Place(string what, int offset) =>
        string.Format(CultureInfo.InvariantCulture, "line {0} holds {1}", LineOf(offset), what);

    private int LineOf(int offset)
    {
        for (; _counted < offset && _counted < _bytes.Length; _counted++)
        {
            _line += _bytes[_counted] == (byte)'\n' ? 1 : 0;
        }

        return _line;
    }
}
