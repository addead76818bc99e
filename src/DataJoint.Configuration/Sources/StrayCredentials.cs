using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Settings;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>Finds values in a committed file whose keys mean no setting but look like credentials: whoever has the file has them.</summary>
internal sealed class StrayCredentials(JsonSource source, DiagnosticBag diagnostics, ValueTable table)
{
    /// <summary>Judging a name takes a microsecond, and a file may hold a million.</summary>
    private const int MaxKeys = 1000;

    private int _seen;

    /// <summary>Reports the value when its key looks like a credential.</summary>
    /// <param name="key">The key, which means no setting.</param>
    /// <param name="value">A text or a bare word.</param>
    /// <returns>Whether it was reported.</returns>
    public bool Consider(string key, JsonToken value)
    {
        bool isNew = source.IsCommitted && ++_seen <= MaxKeys && table.Strays?.ContainsKey(key) != true;
        if (!isNew || !SecretNames.IsCredential(key) || Text(value) is not string text || !CredentialText.IsOne(text))
        {
            return false;
        }

        (int line, int column) = source.PositionOf(value.Start);
        table.AddStray(key, new RawValue(new Secret(text), source.Layer, source.Name, line, column));
        new JsonSettingFaults(source, diagnostics).Credential(key, value);
        return true;
    }

    private string? Text(JsonToken value) =>
        value.Kind == JsonTokenKind.String ? JsonStrings.TryDecode(source.Bytes, value, out string text, out _) ? text.Trim() : null
        : JsonLiteral.Classify(source.Bytes, value) == JsonLiteralKind.Number ? JsonLiteral.Text(source.Bytes, value)
        : null;
}
