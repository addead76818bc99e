using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DataJoint.Configuration.Secrets;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration;

/// <summary>The value of a setting: text, a whole number, true or false, a secret, or nothing.</summary>
/// <remarks>
/// Text, numbers and booleans convert implicitly to it, so <c>config["database.port"] = 3307</c> reads as expected.
/// The other direction is explicit, and for a secret only <see cref="Reveal"/> gives the text.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct SettingValue : IEquatable<SettingValue>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly object? _value;

    internal SettingValue(object? value) => _value = value;

    /// <summary>False when no layer gives a value and there is no default.</summary>
    public bool HasValue => _value is not null;

    /// <summary>Whether the value is a secret.</summary>
    public bool IsSecret => _value is Secret;

    /// <summary>What the value is.</summary>
    public SettingValueKind Kind => _value switch
    {
        null => SettingValueKind.None,
        int => SettingValueKind.Integer,
        bool => SettingValueKind.Boolean,
        Secret => SettingValueKind.Secret,
        IntegerList => SettingValueKind.IntegerList,
        JsonFragment => SettingValueKind.Json,
        _ => SettingValueKind.Text,
    };

    internal object? Raw => _value;

    /// <summary>Reads a text as a setting's value, as it is read where a variable or a single-value file gives it.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="text">The text.</param>
    /// <param name="value">The value; a secret where the setting is one.</param>
    /// <param name="problem">Why the text does not fit; never with a secret in it.</param>
    /// <returns>False when the text does not fit the setting.</returns>
    public static bool TryParse(SettingKey key, string text, out SettingValue value, [NotNullWhen(false)] out Diagnostic? problem)
    {
        if (ValueReading.TryRead(key, text ?? throw new ArgumentNullException(nameof(text)), out object? read, out ValueProblem? misfit))
        {
            value = new SettingValue(read);
            problem = null;
            return true;
        }

        value = default;
        problem = new Diagnostic(misfit.Rule, misfit.Message, misfit.Hint);
        return false;
    }

    /// <summary>The value as text; a secret is <c>********</c>, as is the password in a URL, and no value is the empty text.</summary>
    /// <returns>For example <c>localhost</c>, <c>3306</c> or <c>true</c>.</returns>
    public override string ToString() => _value is JsonFragment json ? UrlPassword.MaskJson(json.Json) : UrlPassword.Mask(Text(_value) ?? "");

    /// <summary>The value as text, a secret's too.</summary>
    /// <returns>The text, or null when there is no value.</returns>
    /// <exception cref="InvalidOperationException">
    /// It is a secret that is not resolved: await <see cref="Secret.ResolveAsync"/> of it, or that of its <see cref="ResolvedSetting"/>, before.
    /// </exception>
    public string? Reveal() => _value is Secret secret ? secret.Reveal() : Text(_value);

    /// <summary>The value as text.</summary>
    /// <returns>The text, or null when there is no value.</returns>
    /// <exception cref="InvalidOperationException">It is a secret; call <see cref="Reveal"/> where its text is needed.</exception>
    public string? AsText() => _value is Secret ? throw NotShown() : Text(_value);

    /// <summary>The value as a whole number; also one that stands among the secrets, such as a PIN below <c>custom</c>.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidOperationException">It has no value, or one that is not a whole number.</exception>
    public int AsInteger() => _value switch
    {
        int number => number,
        Secret { IsResolved: true } secret when int.TryParse(secret.Reveal(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int hidden) => hidden,
        _ => throw Not("a whole number"),
    };

    /// <summary>The value as true or false.</summary>
    /// <returns>The flag.</returns>
    /// <exception cref="InvalidOperationException">It has no value, or one that is not true or false.</exception>
    public bool AsBoolean() => _value is bool flag ? flag : throw Not("true or false");

    /// <summary>The value as a secret; an ordinary text is wrapped.</summary>
    /// <returns>The secret, or null when there is no value.</returns>
    public Secret? AsSecret() => _value is null ? null : _value as Secret ?? new Secret(Text(_value)!);

    /// <inheritdoc/>
    public bool Equals(SettingValue other) => Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SettingValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value?.GetHashCode() ?? 0;

    /// <summary>Compares two values; secrets in constant time.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are the same.</returns>
    public static bool operator ==(SettingValue left, SettingValue right) => left.Equals(right);

    /// <summary>Compares two values; secrets in constant time.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they differ.</returns>
    public static bool operator !=(SettingValue left, SettingValue right) => !left.Equals(right);

    /// <summary>Wraps a text; null is not a value.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator SettingValue(string? value) => new(value);

    /// <summary>Wraps a whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator SettingValue(int value) => new(value);

    /// <summary>Wraps true or false.</summary>
    /// <param name="value">The flag.</param>
    public static implicit operator SettingValue(bool value) => new(value);

    /// <summary>Wraps a secret; null is not a value.</summary>
    /// <param name="value">The secret.</param>
    public static implicit operator SettingValue(Secret? value) => new(value);

    /// <summary>Same as <see cref="AsText"/>.</summary>
    /// <param name="value">The value.</param>
    public static explicit operator string?(SettingValue value) => value.AsText();

    /// <summary>Same as <see cref="AsInteger"/>.</summary>
    /// <param name="value">The value.</param>
    public static explicit operator int(SettingValue value) => value.AsInteger();

    /// <summary>Same as <see cref="AsBoolean"/>.</summary>
    /// <param name="value">The value.</param>
    public static explicit operator bool(SettingValue value) => value.AsBoolean();

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static InvalidOperationException NotShown() =>
        new("The setting is a secret. Call Reveal() where its text is needed.");

    private InvalidOperationException Not(string expected) =>
        new(_value is null ? "The setting has no value." : $"The setting's value is not {expected}.");
}
