using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Sources;

/// <summary>A JSON text and where it comes from: places, decoded strings and masked excerpts.</summary>
internal sealed class JsonSource
{
    private readonly bool _isVariable;
    private bool _masksValues;
    private Mark _mark;
    private Mark _earlier;

    private JsonSource(byte[] bytes, string name, SettingLayer layer, bool isVariable, bool isSecret)
    {
        Bytes = bytes;
        Name = name;
        Layer = layer;
        _isVariable = isVariable;
        _masksValues = isSecret;
        Start = Utf8Text.HasByteOrderMark(bytes) ? 3 : 0;
        _mark = _earlier = new Mark(Start, 1, 1);
    }

    public byte[] Bytes { get; }

    /// <summary>Where the text starts: behind the byte-order mark, if any.</summary>
    public int Start { get; }

    public string Name { get; }

    public SettingLayer Layer { get; }

    /// <summary>The environment that a file belongs to, or null.</summary>
    public string? Environment { get; private init; }

    /// <summary>Whether credentials do not belong here.</summary>
    public bool IsCommitted => Layer == SettingLayer.Project;

    public static JsonSource File(byte[] bytes, string name, SettingLayer layer, string? environment = null) =>
        new(bytes, name, layer, isVariable: false, isSecret: layer == SettingLayer.Secrets) { Environment = environment };

    public static JsonSource Variable(byte[] bytes, string name) =>
        new(bytes, name, SettingLayer.Environment, isVariable: true, isSecret: true);

    public bool IsNull(JsonToken token) =>
        token.Kind == JsonTokenKind.Bare && token.Length == 4
        && Bytes[token.Start] == 'n' && Bytes[token.Start + 1] == 'u' && Bytes[token.Start + 2] == 'l' && Bytes[token.Start + 3] == 'l';

    /// <summary>Line and column of an offset, both from 1 and in characters. Cheap when asked in ascending order, or for a little before.</summary>
    public (int Line, int Column) PositionOf(int offset)
    {
        if (offset < _mark.Offset)
        {
            _mark = offset >= _earlier.Offset ? _earlier : new Mark(Start, 1, 1);
        }

        (int at, int line, int column) = _earlier = _mark;
        for (; at < offset; at++)
        {
            byte value = Bytes[at];
            if (value == '\n')
            {
                line++;
                column = 1;
            }
            else if ((value & 0xC0) != 0x80)
            {
                column++;
            }
        }

        _mark = new Mark(at, line, column);
        return (line, column);
    }

    public Origin OriginAt(int offset)
    {
        if (_isVariable)
        {
            return new Origin(Name);
        }

        (int line, int column) = PositionOf(offset);
        return new Origin(Name, line, column);
    }

    /// <summary>For a variable, whose origin has no lines, the place in words; for a file nothing.</summary>
    public string PlaceInWords(int offset)
    {
        if (!_isVariable)
        {
            return "";
        }

        (int line, int column) = PositionOf(offset);
        return line == 1 ? $" (at character {column} of {Name})" : $" (at line {line}, character {column} of {Name})";
    }

    /// <summary>Masks all values in the excerpts to come: something below a name that tells of a credential has been seen.</summary>
    public void MaskValues() => _masksValues = true;

    /// <summary>The masked line at an offset.</summary>
    /// <param name="offset">The offset.</param>
    /// <param name="isName">Whether a name stands there that the diagnostic is about.</param>
    /// <returns>The line, or null for a variable, or when it is very long.</returns>
    public Excerpt? ExcerptAt(int offset, bool isName) => _isVariable ? null : MaskedExcerpt.Create(this, offset, _masksValues, isName);

    /// <summary>A place that has been counted to.</summary>
    private readonly record struct Mark(int Offset, int Line, int Column);
}
