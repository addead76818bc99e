namespace DataJoint.Configuration;

/// <summary>What values a setting or store attribute takes.</summary>
public sealed class ValueRule
{
    internal static readonly ValueRule Text = new(SettingType.Text);
    internal static readonly ValueRule Path = new(SettingType.Path);
    internal static readonly ValueRule Boolean = new(SettingType.Boolean);
    internal static readonly ValueRule StoreName = new(SettingType.StoreName);
    internal static readonly ValueRule IntegerList = new(SettingType.IntegerList);
    internal static readonly ValueRule Any = new(SettingType.Any);

    private readonly Func<IReadOnlyList<string>>? _allowed;

    private ValueRule(SettingType type, int? minimum = null, int? maximum = null, Func<IReadOnlyList<string>>? allowed = null)
    {
        Type = type;
        Minimum = minimum;
        Maximum = maximum;
        _allowed = allowed;
    }

    /// <summary>The kind of value.</summary>
    public SettingType Type { get; }

    /// <summary>The least number allowed, or null when there is no such bound.</summary>
    public int? Minimum { get; }

    /// <summary>The greatest number allowed, or null when there is no such bound.</summary>
    public int? Maximum { get; }

    /// <summary>The allowed words of an enumeration in their canonical spelling; else empty.</summary>
    public IReadOnlyList<string> AllowedValues => _allowed?.Invoke() ?? [];

    internal bool IsText => Type is SettingType.Text or SettingType.Host or SettingType.Path or SettingType.StoreName;

    /// <summary>What is expected, in words, such as <c>a whole number from 1 to 65535</c>.</summary>
    /// <returns>A phrase that fits behind "expected".</returns>
    public string Describe() => Type switch
    {
        SettingType.Integer when Minimum is int low && Maximum is int high => $"a whole number from {low} to {high}",
        SettingType.Integer when Minimum is int low => $"a whole number from {low} to {int.MaxValue}",
        SettingType.Integer => "a whole number",
        SettingType.Boolean => "true or false",
        SettingType.Enumeration => "one of " + string.Join(", ", AllowedValues),
        SettingType.IntegerList => "an array of whole numbers",
        SettingType.Any => "a JSON value",
        _ => "text",
    };

    internal static ValueRule Integer(int minimum, int? maximum = null) => new(SettingType.Integer, minimum, maximum);

    internal static ValueRule OneOf(params string[] allowed) => OneOf(() => allowed);

    /// <summary>For words that a program may add to.</summary>
    internal static ValueRule OneOf(Func<IReadOnlyList<string>> allowed) => new(SettingType.Enumeration, allowed: allowed);

    internal static ValueRule From(SettingType type) => new(type);
}
