using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Secrets;

namespace DataJoint.Configuration.Values;

/// <summary>Turns text into values of a setting's type.</summary>
internal static class ValueReading
{
    /// <summary>The longest list of whole numbers; no directory tree is that deep.</summary>
    private const int MaxItems = 1000;

    /// <summary>Reads a text, as it stands in a variable, a single-value file, a JSON string or on the command line.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, wrapped when it is a secret.</param>
    /// <param name="problem">Why it does not fit; never with a secret in it.</param>
    /// <returns>False when it does not fit.</returns>
    public static bool TryRead(SettingKey key, string text, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out ValueProblem? problem)
    {
        value = null;
        problem = null;
        if (text.IndexOf('\0') >= 0)
        {
            problem = new ValueProblem(ValueRules.NulInText, $"{Display.Sanitize(key.Text)} holds a NUL character", "Save the file as UTF-8.");
            return false;
        }

        if (SecretReference.IsReference(text))
        {
            return TryReference(key, text, out value, out problem);
        }

        if (key.IsSecret || (key.IsUndescribed && SecretShape.Tells(text)))
        {
            value = new Secret(text);
            return true;
        }

        ValueRule rule = key.Rule;
        switch (rule.Type)
        {
            case SettingType.Integer:
                value = TryInteger(rule, text, out int number) ? number : null;
                break;
            case SettingType.Boolean:
                value = TryBoolean(text, out bool flag) ? flag : null;
                break;
            case SettingType.Enumeration:
                value = FindAllowed(rule, text);
                break;
            case SettingType.IntegerList:
                value = TryIntegers(text, out IntegerList? list) ? list : null;
                break;
            case SettingType.Host:
                value = HostAddress.TryParse(text, out _, out string? hostProblem) ? text.Trim() : null;
                problem = hostProblem is null ? null : ValueProblem.Host(key, text, hostProblem);
                break;
            default:
                value = text;
                break;
        }

        if (value is null)
        {
            problem ??= ValueProblem.Unfit(key, ValueProblem.Quote(UrlPassword.Mask(text)), Spelling.Nearest(text, rule.AllowedValues));
            return false;
        }

        return true;
    }

    /// <summary>Whether a setting may hold a reference to a secret in place of its value.</summary>
    public static bool TakesReference(SettingKey key) => key.IsSecret || key.IsCustom || ReferenceEquals(key.Definition, SettingCatalogue.User);

    private static bool TryReference(SettingKey key, string text, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out ValueProblem? problem)
    {
        value = null;
        string name = Display.Sanitize(key.Text);
        if (!TakesReference(key))
        {
            problem = new ValueProblem(
                ValueRules.MisplacedReference, $"{name} cannot be a reference to a secret", "Write its value; credentials and database.user may be references.");
        }
        else if (!SecretReference.TryParse(text, out SecretReference? reference, out string? why))
        {
            problem = new ValueProblem(
                SecretRules.Malformed, $"{name}: the reference {why}", SecretRules.Malformed.Remedy);
        }
        else
        {
            problem = null;
            value = new Secret(new BoundReference(reference, new SecretContext(HostEnvironment.Process), gate: null), text);
        }

        return value is not null;
    }

    public static bool TryBoolean(string text, out bool value)
    {
        string word = text.Trim();
        value = Is(word, "true") || Is(word, "1") || Is(word, "yes") || Is(word, "on");
        return value || Is(word, "false") || Is(word, "0") || Is(word, "no") || Is(word, "off");
    }

    public static bool TryInteger(ValueRule rule, string text, out int value) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
        && (rule.Minimum is not int low || value >= low)
        && (rule.Maximum is not int high || value <= high);

    /// <summary>Reads a JSON number that stands for a whole one, such as <c>3306</c>, <c>3306.0</c> or <c>33e2</c>.</summary>
    public static bool TryWhole(string text, out int value)
    {
        value = 0;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || number is < int.MinValue or > int.MaxValue || Math.Floor(number) != number)
        {
            return false;
        }

        value = (int)number;
        return true;
    }

    private static bool TryIntegers(string text, [NotNullWhen(true)] out IntegerList? list)
    {
        list = null;
        string inner = text.Trim();
        if (inner.StartsWith("[", StringComparison.Ordinal) && inner.EndsWith("]", StringComparison.Ordinal))
        {
            inner = inner.Substring(1, inner.Length - 2);
            if (inner.Trim().Length == 0)
            {
                list = new IntegerList([]);
                return true;
            }
        }

        List<int> items = [];
        for (int start = 0; start <= inner.Length;)
        {
            int comma = inner.IndexOf(',', start);
            int end = comma < 0 ? inner.Length : comma;
            if (items.Count == MaxItems
                || !int.TryParse(inner.Substring(start, end - start).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int item))
            {
                return false;
            }

            items.Add(item);
            start = end + 1;
        }

        list = new IntegerList(items);
        return true;
    }

    private static string? FindAllowed(ValueRule rule, string text)
    {
        string word = text.Trim();
        foreach (string allowed in rule.AllowedValues)
        {
            if (Is(word, allowed))
            {
                return allowed;
            }
        }

        return null;
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
