namespace DataJoint.Configuration.Editing.Python;

/// <summary>A field of datajoint-python's configuration.</summary>
/// <param name="Key">The key; the same as ours.</param>
/// <param name="Kind">What is checked.</param>
/// <param name="TakesNull">Whether <c>null</c> is a value.</param>
/// <param name="Variable">The variable that it reads, or null.</param>
/// <param name="BeatsFile">Whether the variable beats datajoint.json: so for the variables of Python's <c>ENV_VAR_MAPPING</c> alone.</param>
internal sealed record PythonField(string Key, PythonFieldKind Kind, bool TakesNull = false, string? Variable = null, bool BeatsFile = false)
{
    /// <summary>The words that a <see cref="PythonFieldKind.Word"/> may be.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The least number.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest number.</summary>
    public double Greatest { get; init; } = double.PositiveInfinity;

    /// <summary>What it is when nothing gives it a value: the same as here, but for the port, which is never missing.</summary>
    public string? Default => Key == "database.port" ? "3306"
        : SettingCatalogue.TryFind(Key, out SettingDefinition? definition) && definition.Default is object value ? new SettingValue(value).Reveal()
        : null;

    /// <summary>Whether it has a variable of its own; <c>LIMIT</c> and its like are everybody's.</summary>
    public bool HasOwnVariable => Variable is not null && Variable.StartsWith(HostEnvironment.VariablePrefix, StringComparison.Ordinal);

    /// <summary>What it expects, as the reason of a refusal.</summary>
    public string Expectation => Kind switch
    {
        PythonFieldKind.Word => "it takes exactly " + string.Join(", ", Words),
        PythonFieldKind.Boolean => "it is not a boolean to it; spaces around the word do not go",
        _ => "it is not a whole number to it, or out of range",
    };

    public string Group => Key.IndexOf('.') is int dot and >= 0 ? Key.Substring(0, dot) : "";

    /// <summary>The name under which the JSON of a group's variable gives it: that of its variable where the class names one.</summary>
    public string GroupMember => BeatsFile || Key == "database.use_tls" ? Variable! : Key.Substring(Key.IndexOf('.') + 1);
}
