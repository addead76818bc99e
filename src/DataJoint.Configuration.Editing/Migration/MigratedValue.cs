using System.Globalization;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Editing.Migration;

/// <summary>A value on its way from the old file to a new place.</summary>
/// <remarks>No record: its ToString would print what may be a credential.</remarks>
internal sealed class MigratedValue
{
    public MigratedValue(object? value, string json)
    {
        Value = value;
        Json = json;
    }

    /// <summary>The value as a load would have it, or null for JSON's null and an empty object.</summary>
    public object? Value { get; }

    /// <summary>The value as it is written.</summary>
    public string Json { get; }

    public static MigratedValue From(object value) => value is Secret { Reference: string reference } ? From(new Secret(reference)) : new(value, value switch
    {
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        IntegerList or JsonFragment => value.ToString()!,
        Secret secret => JsonStrings.Encode(secret.Reveal()),
        _ => JsonStrings.Encode(value.ToString()!),
    });
}
