using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Compares the JSON document on standard output.</summary>
internal static class DocumentExpectations
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private static readonly (string Expectation, string Member)[] SettingMembers =
        [("values", "value"), ("sources", "source"), ("origins", "origin")];

    public static IEnumerable<string> Differences(JsonElement expect, string output, RootPlaceholder root)
    {
        if (!ExpectationFormat.OfDocument.Any(name => expect.TryGetProperty(name, out _)))
        {
            return [];
        }

        JsonElement document;
        try
        {
            using var parsed = JsonDocument.Parse(output, Deep);
            document = parsed.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            return [$"stdout is not a JSON object ({exception.Message}): {Abbreviation.Of(output, 160)}"];
        }

        return document.ValueKind == JsonValueKind.Object
            ? SettingDifferences(expect, document, root)
                .Concat(NullDifferences(expect, document))
                .Concat(DiagnosticExpectations.Differences(expect, document, root))
                .Concat(CheckExpectations.Differences(expect, document, root))
                .Concat(PointerDifferences(expect, document, root))
            : [$"stdout is not a JSON object (not an object): {Abbreviation.Of(output, 160)}"];
    }

    private static IEnumerable<string> SettingDifferences(JsonElement expect, JsonElement document, RootPlaceholder root)
    {
        foreach ((string expectation, string member) in SettingMembers)
        {
            foreach (JsonProperty wanted in expect.Members(expectation))
            {
                JsonElement value = root.Fill(wanted.Value);
                JsonElement entry = Setting(document, wanted.Name);
                if (entry.ValueKind != JsonValueKind.Object)
                {
                    yield return $"{expectation}[{wanted.Name}]: expected {Abbreviation.Of(value)}, but settings has no {wanted.Name}";
                }
                else if (!ValueMatch.Same(value, entry.MemberOrNull(member)))
                {
                    string actual = Abbreviation.Of(entry.MemberOrNull(member));
                    yield return $"{expectation}[{wanted.Name}]: expected {Abbreviation.Of(value)}, got {actual}";
                }
            }
        }
    }

    private static IEnumerable<string> NullDifferences(JsonElement expect, JsonElement document)
    {
        foreach (string key in expect.Elements("nulls").Select(item => item.GetString()!))
        {
            JsonElement entry = Setting(document, key);
            JsonElement value = entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("value", out JsonElement present) ? present : default;
            if (value.ValueKind == JsonValueKind.Undefined)
            {
                yield return $"nulls[{key}]: expected the key with value null, but it is not in settings";
            }
            else if (value.ValueKind != JsonValueKind.Null)
            {
                yield return $"nulls[{key}]: expected null, got {Abbreviation.Of(value)}";
            }
        }

        foreach (string key in expect.Elements("unset").Select(item => item.GetString()!))
        {
            JsonElement entry = Setting(document, key);
            JsonElement value = entry.ValueKind == JsonValueKind.Object ? entry.MemberOrNull("value") : JsonElementExtensions.Null;
            if (value.ValueKind != JsonValueKind.Null)
            {
                yield return $"unset[{key}]: expected no value, got {Abbreviation.Of(value)}";
            }
        }
    }

    private static IEnumerable<string> PointerDifferences(JsonElement expect, JsonElement document, RootPlaceholder root)
    {
        foreach (JsonProperty wanted in expect.Members("json"))
        {
            JsonElement value = root.Fill(wanted.Value);
            JsonElement actual = JsonPointer.Follow(document, wanted.Name);
            if (!ValueMatch.Same(value, actual))
            {
                yield return $"json[{wanted.Name}]: expected {Abbreviation.Of(value)}, got {Abbreviation.Of(actual)}";
            }
        }
    }

    private static JsonElement Setting(JsonElement document, string key) =>
        document.MemberOrNull("settings") is { ValueKind: JsonValueKind.Object } settings && settings.TryGetProperty(key, out JsonElement entry)
            ? entry
            : default;
}
