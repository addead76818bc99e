using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Settings;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>Reports what is wrong with the settings of a JSON text.</summary>
internal readonly struct JsonSettingFaults(JsonSource source, DiagnosticBag diagnostics)
{
    /// <summary>Reports where the text stops being JSON.</summary>
    /// <returns>False: nothing more can be read.</returns>
    public bool Broken(JsonFault fault)
    {
        diagnostics.Add(source, fault.Offset, fault.Rule, fault.Message, fault.Hint);
        return false;
    }

    /// <summary>Reports JSON that does not belong in its place.</summary>
    /// <returns>False: nothing more can be read.</returns>
    public bool Malformed(int offset, string message, string hint)
    {
        diagnostics.Add(source, offset, JsonRules.MalformedJson, message, hint);
        return false;
    }

    public void Duplicate(SettingKey key, JsonToken value, RawValue earlier, RawValue later)
    {
        if (diagnostics.Wants(KeyRules.DuplicateSetting, source.Name))
        {
            string message = $"{Display.Sanitize(key.Text)} is set twice: {earlier.Origin} and {later.Origin}; the later one wins";
            diagnostics.Add(new Diagnostic(
                KeyRules.DuplicateSetting, message + source.PlaceInWords(value.Start), "Remove one of the two.",
                source.OriginAt(value.Start), source.ExcerptAt(value.Start, isName: false)));
        }
    }

    public void UnknownKey(string key, JsonToken name)
    {
        if (diagnostics.Wants(KeyRules.UnknownKey, source.Name))
        {
            string? suggestion = UnknownKeys.Suggest(key);
            diagnostics.Add(new Diagnostic(
                KeyRules.UnknownKey,
                $"unknown key {Display.Sanitize(key)}" + (suggestion is null ? "" : $"; did you mean {suggestion}?") + source.PlaceInWords(name.Start),
                source.IsCommitted && SecretNames.IsCredential(key) ? CredentialRemedy.For(key, source.Environment)
                    : suggestion is null ? "Keys of your own go below \"custom\"." : $"Rename it to {suggestion}.",
                source.OriginAt(name.Start),
                source.ExcerptAt(name.Start, isName: true)));
        }
    }

    public void StoreName(string key, JsonToken name) =>
        diagnostics.Add(
            source, name.Start, KeyRules.InvalidStoreName,
            $"{Display.Sanitize(key)}: a store's name has no dot and no control character, and is not default or filepath_default",
            "Give the store another name.");

    /// <summary>Reports a credential in a committed file; when its key means no setting, that too, so that one mistake is reported once.</summary>
    public void Credential(string key, JsonToken value)
    {
        string message = $"{Display.Sanitize(key)} is a credential in a file that is meant to be committed";
        if (!SettingKey.TryParse(key, out _))
        {
            message += UnknownKeys.Suggest(key) is string meant ? $", and an unknown key; did you mean {meant}?" : ", and an unknown key";
        }

        diagnostics.Add(source, value.Start, SecretFileRules.CredentialInProjectFile, message, CredentialRemedy.For(key, source.Environment));
    }
}
