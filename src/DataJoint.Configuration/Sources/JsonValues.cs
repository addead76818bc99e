using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>Turns JSON tokens into values of a setting's type, and reports those that do not fit.</summary>
internal sealed class JsonValues
{
    private readonly JsonSource _source;
    private readonly DiagnosticBag _diagnostics;

    public JsonValues(JsonSource source, DiagnosticBag diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
    }

    /// <summary>Reads a string or a run without quotes.</summary>
    public bool TryRead(SettingKey key, JsonToken token, [NotNullWhen(true)] out object? value)
    {
        value = null;
        if (token.Kind == JsonTokenKind.String)
        {
            if (!JsonStrings.TryDecode(_source.Bytes, token, out string text, out int fault))
            {
                _diagnostics.Add(_source, fault, JsonRules.MalformedJson, "an invalid escape in a text", "Write \\\\ for a backslash.");
                return false;
            }

            if (!ValueReading.TryRead(key, text, out value, out ValueProblem? problem))
            {
                return Report(token, problem);
            }

            // Whoever writes a credential into a JSON file of secrets says with its quotes where it begins and ends: the way for one that looks like a slip.
            // In a committed file it has to leave that in any case, which is reported; a placeholder may stay there, and is told as one.
            bool isMeant = key.IsSecret && (_source.Layer == SettingLayer.Secrets || (_source.IsCommitted && value is Secret secret && CredentialText.IsOne(secret)));
            if (!isMeant && SuspectText.Find(key, text, $"{_source.Name} gives it") is ValueProblem suspect)
            {
                Report(token, suspect);
            }

            return true;
        }

        return TryBare(key, token, out value);
    }

    /// <summary>Reads an array, given its compact text.</summary>
    public bool TryArray(SettingKey key, JsonToken token, string json, bool namesSecret, [NotNullWhen(true)] out object? value)
    {
        value = null;
        switch (key.Rule.Type)
        {
            case SettingType.IntegerList:
                return ValueReading.TryRead(key, json, out value, out ValueProblem? problem) || Report(token, problem);
            case SettingType.Any when !key.IsSecret || key.IsCustom:
                value = namesSecret || key.IsSecret || SecretShape.Tells(json) ? new Secret(json) : new JsonFragment(json);
                return true;
            default:
                return Report(token, ValueProblem.Unfit(key, "an array"));
        }
    }

    private bool TryBare(SettingKey key, JsonToken token, [NotNullWhen(true)] out object? value)
    {
        value = null;
        JsonLiteralKind literal = JsonLiteral.Classify(_source.Bytes, token);
        if (literal == JsonLiteralKind.None)
        {
            return ReportNoLiteral(key, token);
        }

        if (key.Attribute is not null && key.IsUndescribed && literal != JsonLiteralKind.Number)
        {
            // A plug-in's own flag whose name happens to tell of a credential, such as use_auth.
            value = literal == JsonLiteralKind.True;
            return true;
        }

        if ((key.IsSecret && !key.IsCustom) || key.Rule.IsText)
        {
            return Report(token, ValueProblem.Unquoted(key, literal == JsonLiteralKind.Number ? "a number" : "true or false"));
        }

        string text = JsonLiteral.Text(_source.Bytes, token);
        if (key.IsSecret)
        {
            // A key of the laboratory's own whose name happens to tell of a credential, such as custom.token_count.
            value = new Secret(text);
            return true;
        }

        switch (key.Rule.Type)
        {
            case SettingType.Any:
                value = literal != JsonLiteralKind.Number ? literal == JsonLiteralKind.True
                    : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number
                    : new JsonFragment(text);
                return true;
            case SettingType.Integer when literal == JsonLiteralKind.Number && ValueReading.TryWhole(text, out int whole):
                text = whole.ToString(CultureInfo.InvariantCulture);
                break;
            case SettingType.Integer:
            case SettingType.Boolean when literal == JsonLiteralKind.Number && text is not ("0" or "1"):
                return Report(token, ValueProblem.Unfit(key, Display.Sanitize(text, 40)));
            default:
                break;
        }

        return ValueReading.TryRead(key, text, out value, out ValueProblem? problem) || Report(token, problem);
    }

    private bool ReportNoLiteral(SettingKey key, JsonToken token)
    {
        bool number = JsonLiteral.LooksLikeNumber(_source.Bytes, token);
        if (key.IsSecret || key.Rule.IsText)
        {
            return Report(token, ValueProblem.Unquoted(key, number ? "a number" : "a bare word"));
        }

        string expected = $"{Display.Sanitize(key.Text)}: expected {key.Rule.Describe()}, but this is not a JSON value";
        string hint = PythonWord(token) ?? "Strings must be double-quoted; true, false and null are written in lower case.";
        return Report(token, new ValueProblem(JsonRules.MalformedJson, expected, hint));
    }

    private string? PythonWord(JsonToken token) => JsonLiteral.Text(_source.Bytes, token) switch
    {
        "True" => "Write true.",
        "False" => "Write false.",
        "None" => "Write null.",
        _ => null,
    };

    private bool Report(JsonToken token, ValueProblem problem)
    {
        _diagnostics.Add(_source, token.Start, problem.Rule, problem.Message, problem.Hint);
        return false;
    }
}
