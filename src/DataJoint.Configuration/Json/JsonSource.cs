namespace DataJoint.Configuration;

/// <summary>A JSON text and where it comes from: places, decoded strings and masked excerpts.</summary>
internal sealed class JsonSource
{
    private readonly bool _isVariable;
    private readonly bool _isSecret;
    private int _offset;
    private int _line = 1;
    private int _column = 1;

    private JsonSource(byte[] bytes, string name, SettingLayer layer, bool isVariable, bool isSecret)
    {
        Bytes = bytes;
        Name = name;
        Layer = layer;
        _isVariable = isVariable;
        _isSecret = isSecret;
        Start = Utf8Text.HasByteOrderMark(bytes) ? 3 : 0;
        _offset = Start;
    }

    internal byte[] Bytes { get; }

    /// <summary>Where the text starts: behind the byte-order mark, if any.</summary>
    internal int Start { get; }

    internal string Name { get; }

    internal SettingLayer Layer { get; }

    /// <summary>Whether credentials do not belong here.</summary>
    internal bool IsCommitted => Layer == SettingLayer.Project;

    internal static JsonSource File(byte[] bytes, string name, SettingLayer layer) =>
        new(bytes, name, layer, isVariable: false, isSecret: layer == SettingLayer.Secrets);

    internal static JsonSource Variable(byte[] bytes, string name) =>
        new(bytes, name, SettingLayer.Environment, isVariable: true, isSecret: true);

    /// <summary>Line and column of an offset, both from 1 and in characters. Cheap when asked in ascending order.</summary>
    internal (int Line, int Column) PositionOf(int offset)
    {
        if (offset < _offset)
        {
            (_offset, _line, _column) = (Start, 1, 1);
        }

        for (; _offset < offset; _offset++)
        {
            byte value = Bytes[_offset];
            if (value == '\n')
            {
                _line++;
                _column = 1;
            }
            else if ((value & 0xC0) != 0x80)
            {
                _column++;
            }
        }

        return (_line, _column);
    }

    internal Origin OriginAt(int offset)
    {
        if (_isVariable)
        {
            return new Origin(Name);
        }

        (int line, int column) = PositionOf(offset);
        return new Origin(Name, line, column);
    }

    /// <summary>For a variable, whose origin has no lines, the place in words; for a file nothing.</summary>
    internal string PlaceInWords(int offset)
    {
        if (!_isVariable)
        {
            return "";
        }

        (int line, int column) = PositionOf(offset);
        return line == 1 ? $" (at character {column} of {Name})" : $" (at line {line}, character {column} of {Name})";
    }

    internal Excerpt? ExcerptAt(int offset) => _isVariable ? null : MaskedExcerpt.Of(this, offset, _isSecret);
}
