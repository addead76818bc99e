using System.Text;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Sources;

/// <summary>Passes over an object or array that no setting reads, checking that it is JSON and, when asked, keeping a compact copy.</summary>
internal struct JsonSkipping
{
    private const int LongestKey = 1024;

    private readonly JsonSource _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly StringBuilder? _copy;
    private JsonLexer _lexer;
    private string _key;

    /// <summary>Prepares to pass over one value.</summary>
    /// <param name="source">The text.</param>
    /// <param name="diagnostics">Takes the faults in it.</param>
    /// <param name="copy">Takes a compact copy, or null.</param>
    public JsonSkipping(JsonSource source, DiagnosticBag diagnostics, StringBuilder? copy)
    {
        _source = source;
        _diagnostics = diagnostics;
        _copy = copy;
        NamesSecret = false;
        _key = "";
    }

    /// <summary>Whether some name inside tells that its value is a credential.</summary>
    public bool NamesSecret { get; private set; }

    /// <summary>What looks at the values inside, or null.</summary>
    public StrayCredentials? Strays { get; init; }

    /// <summary>The key of the value that is passed over, with dots.</summary>
    public string Key
    {
        readonly get => _key;
        init => _key = value;
    }

    /// <summary>Passes over the rest of a value whose opening token has been taken.</summary>
    /// <param name="lexer">Stands behind the opening token, and afterwards behind the closing one.</param>
    /// <param name="opening">The opening token's kind.</param>
    /// <param name="levels">How many levels deeper it may go.</param>
    /// <returns>False when the text cannot be read further; that has been reported.</returns>
    public bool TrySkip(ref JsonLexer lexer, JsonTokenKind opening, int levels)
    {
        _lexer = lexer;
        bool read = Rest(opening, levels);
        lexer = _lexer;
        return read;
    }

    private bool Rest(JsonTokenKind opening, int levels)
    {
        bool isObject = opening == JsonTokenKind.ObjectStart;
        JsonTokenKind closing = isObject ? JsonTokenKind.ObjectEnd : JsonTokenKind.ArrayEnd;
        if (levels <= 0)
        {
            return Report(JsonRules.NestedTooDeep, _lexer.Peek(), "objects and arrays are nested too deep");
        }

        string key = _key;
        _copy?.Append(isObject ? '{' : '[');
        for (bool first = true; ; first = false)
        {
            JsonToken token = _lexer.Next();
            if (token.Kind == closing)
            {
                _copy?.Append(isObject ? '}' : ']');
                return true;
            }

            if (!first)
            {
                _copy?.Append(',');
            }

            if ((isObject && !Name(ref token)) || !Value(token, levels))
            {
                return false;
            }

            _key = key;

            token = _lexer.Peek();
            if (token.Kind == JsonTokenKind.Comma)
            {
                _lexer.Next();
            }
            else if (token.Kind != closing)
            {
                return Report(JsonRules.MalformedJson, token, isObject ? "expected a comma or }" : "expected a comma or ]");
            }
        }
    }

    private bool Name(ref JsonToken token)
    {
        if (token.Kind != JsonTokenKind.String || !JsonStrings.TryDecode(_source.Bytes, token, out string name, out _))
        {
            return Report(JsonRules.MalformedJson, token, "expected a name in double quotes, or }");
        }

        if (StoreCatalogue.IsSecret(name))
        {
            NamesSecret = true;
            _source.MaskValues();
        }

        if (Strays is not null && _key.Length + name.Length <= LongestKey)
        {
            _key += "." + name;
        }

        Copy(name);
        _copy?.Append(':');
        token = _lexer.Next();
        if (token.Kind != JsonTokenKind.Colon)
        {
            return Report(JsonRules.MalformedJson, token, "expected a colon after a name");
        }

        token = _lexer.Next();
        return true;
    }

    private bool Value(JsonToken token, int levels)
    {
        switch (token.Kind)
        {
            case JsonTokenKind.ObjectStart or JsonTokenKind.ArrayStart:
                return Rest(token.Kind, levels - 1);
            case JsonTokenKind.String when JsonStrings.TryDecode(_source.Bytes, token, out string text, out _):
                Copy(text);
                Strays?.Consider(_key, token);
                return true;
            case JsonTokenKind.Bare when JsonLiteral.Classify(_source.Bytes, token) != JsonLiteralKind.None:
                for (int i = token.Start; _copy is not null && i < token.End; i++)
                {
                    _copy.Append((char)_source.Bytes[i]);
                }

                Strays?.Consider(_key, token);
                return true;
            default:
                return Report(JsonRules.MalformedJson, token, "expected a JSON value");
        }
    }

    private readonly void Copy(string text)
    {
        if (_copy is not null)
        {
            JsonStrings.Encode(text, _copy);
        }
    }

    private readonly bool Report(DiagnosticRule rule, JsonToken token, string message)
    {
        if (_lexer.Fault is JsonFault fault)
        {
            _diagnostics.Add(_source, fault.Offset, fault.Rule, fault.Message, fault.Hint);
        }
        else
        {
            _diagnostics.Add(_source, token.Start, rule, message);
        }

        return false;
    }
}
