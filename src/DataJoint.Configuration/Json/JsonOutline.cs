using System.Diagnostics.CodeAnalysis;

namespace DataJoint.Configuration.Json;

/// <summary>The objects and members of a JSON text with their offsets. For editing; stricter than reading, since nothing may be lost.</summary>
internal sealed class JsonOutline
{
    private const int Deepest = 64;
    private readonly byte[] _bytes;
    private JsonLexer _lexer;
    private int _depth;

    private JsonOutline(byte[] bytes)
    {
        _bytes = bytes;
        _lexer = new JsonLexer(bytes, Utf8Text.HasByteOrderMark(bytes) ? 3 : 0);
    }

    /// <summary>Reads the outline of a text whose root is an object.</summary>
    /// <returns>False when it is not; the fault says where.</returns>
    public static bool TryRead(byte[] bytes, [NotNullWhen(true)] out JsonObjectSpan? root, [NotNullWhen(false)] out JsonFault? fault)
    {
        JsonOutline outline = new(bytes);
        root = null;
        JsonToken first = outline._lexer.Next();
        fault = first.Kind == JsonTokenKind.ObjectStart ? null : outline.Fault(first, "the file must be a JSON object");
        if (fault is null)
        {
            fault = outline.ReadObject(first.Start, out root);
            JsonToken rest = fault is null ? outline._lexer.Next() : default;
            if (fault is null && rest.Kind != JsonTokenKind.End)
            {
                fault = outline.Fault(rest, "there is text after the closing brace");
            }
        }

        return fault is null;
    }

    private JsonFault? ReadObject(int start, out JsonObjectSpan result)
    {
        result = new JsonObjectSpan(start);
        if (++_depth > Deepest)
        {
            return new JsonFault(DiagnosticRules.NestedTooDeep, start, $"objects are nested deeper than {Deepest}");
        }

        while (true)
        {
            JsonToken token = _lexer.Next();
            if (token.Kind == JsonTokenKind.ObjectEnd)
            {
                result.Close = token.Start;
                _depth--;
                return null;
            }

            if (ReadMember(token, result) is JsonFault fault)
            {
                return fault;
            }

            token = _lexer.Peek();
            if (token.Kind == JsonTokenKind.Comma)
            {
                _lexer.Next();
                result.Members[result.Members.Count - 1].Comma = token.Start;
            }
            else if (token.Kind != JsonTokenKind.ObjectEnd)
            {
                return Fault(token, "expected a comma or }");
            }
        }
    }

    private JsonFault? ReadMember(JsonToken name, JsonObjectSpan parent)
    {
        if (name.Kind != JsonTokenKind.String || !JsonStrings.TryDecode(_bytes, name, out string text, out _))
        {
            return Fault(name, "expected a name in double quotes, or }");
        }

        JsonToken colon = _lexer.Next();
        if (colon.Kind != JsonTokenKind.Colon)
        {
            return Fault(colon, "expected a colon after a name");
        }

        JsonToken value = _lexer.Next();
        bool isNull = value.Kind == JsonTokenKind.Bare && JsonLiteral.Classify(_bytes, value) == JsonLiteralKind.Null;
        JsonMemberSpan member = new(text, name, value.Start) { IsNull = isNull };
        parent.Members.Add(member);
        switch (value.Kind)
        {
            case JsonTokenKind.String or JsonTokenKind.Bare:
                member.ValueEnd = value.End;
                return null;
            case JsonTokenKind.ObjectStart:
                JsonFault? fault = ReadObject(value.Start, out JsonObjectSpan inner);
                member.Object = inner;
                member.ValueEnd = inner.Close + 1;
                return fault;
            case JsonTokenKind.ArrayStart:
                return ReadArray(member);
            default:
                return Fault(value, "expected a value after the colon");
        }
    }

    private JsonFault? ReadArray(JsonMemberSpan member)
    {
        Stack<JsonTokenKind> open = new([JsonTokenKind.ArrayEnd]);
        while (open.Count > 0)
        {
            JsonToken token = _lexer.Next();
            switch (token.Kind)
            {
                case JsonTokenKind.ArrayStart:
                    open.Push(JsonTokenKind.ArrayEnd);
                    break;
                case JsonTokenKind.ObjectStart:
                    open.Push(JsonTokenKind.ObjectEnd);
                    break;
                case JsonTokenKind.ArrayEnd or JsonTokenKind.ObjectEnd when open.Peek() == token.Kind:
                    open.Pop();
                    member.ValueEnd = token.End;
                    break;
                case JsonTokenKind.Colon when open.Peek() == JsonTokenKind.ObjectEnd:
                case JsonTokenKind.String or JsonTokenKind.Bare or JsonTokenKind.Comma:
                    break;
                default:
                    // A bracket that is missing would make members behind it part of the array, and an edit would take them away.
                    return Fault(token, "an array does not end");
            }
        }

        return null;
    }

    private JsonFault Fault(JsonToken token, string message) =>
        _lexer.Fault ?? new JsonFault(DiagnosticRules.MalformedJson, token.Start, message);
}
