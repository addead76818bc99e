using System.Globalization;
using DataJoint.Configuration.Settings;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>The values that a program sets, with <c>--set</c> too; and how they become values of a setting's type.</summary>
internal sealed class ProgrammaticSource : ISource
{
    /// <summary>The origin of a value that was given with <c>--set</c>, or null for one that code sets.</summary>
    public const string CodeOrigin = "program";

    public SettingLayer Layer => SettingLayer.Programmatic;

    public bool ReadsFiles => false;

    public IEnumerable<string> Locate(SourceReading reading) => [];

    public void Read(SourceReading reading) => reading.Give(reading.Programmatic);

    /// <summary>Understands a key.</summary>
    /// <exception cref="KeyNotFoundException">There is no such setting; the message suggests the nearest.</exception>
    public static SettingKey KeyOf(string key)
    {
        if (key is null)
        {
            throw new ArgumentNullException(nameof(key));
        }

        return SettingKey.TryParse(key, out SettingKey? parsed) ? parsed.Value : throw UnknownKey(key);
    }

    public static KeyNotFoundException UnknownKey(string key)
    {
        if (SettingGroup.Is(key))
        {
            return new KeyNotFoundException($"{SettingGroup.Describe(key)}. Name one of them: {SettingGroup.Members(key)}.");
        }

        string? suggestion = UnknownKeys.Suggest(key);
        return new KeyNotFoundException(
            $"Unknown setting {Display.Quote(key)}." + (suggestion is null ? "" : $" Did you mean {suggestion}?"));
    }

    /// <summary>Reads a value.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="value">Text, a number, a boolean, a <see cref="Secret"/> or a <see cref="SettingValue"/>.</param>
    /// <param name="origin">Where it was given.</param>
    /// <param name="problem">Why it does not fit.</param>
    /// <returns>The value, or null when it does not fit.</returns>
    public static RawValue? Read(SettingKey key, object value, string origin, out ValueProblem? problem)
    {
        if ((value as Secret ?? (value as SettingValue?)?.Raw as Secret) is { IsResolved: false } reference)
        {
            bool fits = ValueReading.TakesReference(key) || key.Rule.Type == SettingType.Any;
            problem = fits ? null : ValueProblem.Unfit(key, "a reference to a secret");
            return fits ? new RawValue(reference, SettingLayer.Programmatic, origin) : null;
        }

        string text = TextOf(value);
        bool isSecret = value is Secret or SettingValue { IsSecret: true };
        if (!ValueReading.TryRead(key, text, out object? read, out problem))
        {
            problem = isSecret ? ValueProblem.Unfit(key, "a secret that does not fit") : problem;
            return null;
        }

        return new RawValue(isSecret && key.Rule.Type == SettingType.Any ? new Secret(text) : read, SettingLayer.Programmatic, origin);
    }

    /// <summary>A copy in which every value of a secret setting is a <see cref="Secret"/>, so that nothing shows it by accident.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> Protect(IEnumerable<KeyValuePair<string, object?>> settings) =>
        [.. settings.Select(s => s.Value is null or Secret or SettingValue || !IsSecret(s.Key) ? s : new(s.Key, new Secret(TextOf(s.Value))))];

    private static bool IsSecret(string? key) => key is not null && SettingKey.TryParse(key, out SettingKey? parsed) && parsed.Value.IsSecret;

    private static string TextOf(object value) => value switch
    {
        Secret secret => secret.Reveal(),
        SettingValue setting => setting.Reveal() ?? "",
        bool flag => flag ? "true" : "false",
        IEnumerable<int> list => new IntegerList([.. list]).ToString(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
