namespace DataJoint.Configuration.Values;

/// <summary>A value that one source gives to one setting: already of the right type, with its place.</summary>
internal sealed class RawValue
{
    private readonly string _source;
    private readonly int _line;
    private readonly int _column;

    public RawValue(object value, SettingLayer layer, string source, int line = 0, int column = 0)
    {
        Value = value;
        Reference = (value as Secret)?.Reference;
        Layer = layer;
        _source = source;
        _line = line;
        _column = column;
    }

    /// <summary>A <see cref="string"/>, <see cref="int"/>, <see cref="bool"/>, <see cref="Secret"/>, <see cref="IntegerList"/> or <see cref="JsonFragment"/>.</summary>
    public object Value { get; }

    /// <summary>The reference that the value is, or that it was before it was resolved; null for any other.</summary>
    public string? Reference { get; private init; }

    public SettingLayer Layer { get; }

    /// <summary>Whether it was read from a file below the project's root that a variable names, so that a clone can bring it along.</summary>
    public bool IsReadInProject { get; init; }

    public int Line => _line;

    public Origin Origin => _line == 0 ? new Origin(_source) : new Origin(_source, _line, _column);

    public string Source => _source;

    public RawValue With(object value) => new(value, Layer, _source, _line, _column) { IsReadInProject = IsReadInProject, Reference = (value as Secret)?.Reference ?? Reference };

    /// <summary>The value as a secret, whatever it is; true and false tell nothing and stay.</summary>
    public RawValue AsSecret() => Value is Secret or bool ? this : With(new Secret(new SettingValue(Value).Reveal()!));

    public RawValue AsReadInProject() => new(Value, Layer, _source, _line, _column) { IsReadInProject = true };
}
