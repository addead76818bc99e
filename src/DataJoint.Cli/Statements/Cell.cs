using System.Globalization;

namespace DataJoint.Cli.Statements;

/// <summary>A value of a result in the form that is printed, the same in every format.</summary>
internal readonly record struct Cell
{
    private readonly string? _text;
    private readonly byte[]? _bytes;

    private Cell(CellKind kind, string? text, byte[]? bytes = null)
    {
        Kind = kind;
        _text = text;
        _bytes = bytes;
    }

    public CellKind Kind { get; }

    /// <summary>About how many characters it takes.</summary>
    public int Length => _bytes is null ? _text?.Length ?? 4 : 2 + (2 * _bytes.Length);

    /// <summary>The text; of bytes <c>0x</c> and two digits for each.</summary>
    public string Text => TextUpTo(int.MaxValue);

    /// <summary>The text without making more of it than is wanted.</summary>
    public string TextUpTo(int max)
    {
        if (_bytes is not null)
        {
            return "0x" + Convert.ToHexString(_bytes, 0, Math.Min(_bytes.Length, max == int.MaxValue ? max : (max / 2) + 1));
        }

        return _text ?? "";
    }

    /// <summary>A value as a driver gives it.</summary>
    public static Cell From(object? value) => value switch
    {
        null or DBNull => new Cell(CellKind.Null, null),
        string text => new Cell(CellKind.Text, text),
        bool flag => new Cell(CellKind.Boolean, flag ? "true" : "false"),
        byte[] bytes => new Cell(CellKind.Binary, null, bytes),
        double number => OfFloat(number, number.ToString("R", CultureInfo.InvariantCulture)),
        float number => OfFloat(number, number.ToString("R", CultureInfo.InvariantCulture)),
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal => new Cell(CellKind.Number, Convert.ToString(value, CultureInfo.InvariantCulture)),
        DateTime time => new Cell(CellKind.Text, TextOf(time)),
        DateTimeOffset time => new Cell(CellKind.Text, TextOf(time.DateTime) + time.ToString("zzz", CultureInfo.InvariantCulture)),
        DateOnly date => new Cell(CellKind.Text, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        TimeOnly time => new Cell(CellKind.Text, time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        TimeSpan span => new Cell(CellKind.Text, TextOf(span)),
        IFormattable other => new Cell(CellKind.Text, other.ToString(null, CultureInfo.InvariantCulture)),
        _ => new Cell(CellKind.Text, value.ToString() ?? ""),
    };

    /// <summary>A value that its database has written out, of a known kind.</summary>
    public static Cell OfText(CellKind kind, string text) => kind switch
    {
        CellKind.Boolean => new Cell(kind, text is "t" or "true" ? "true" : "false"),
        CellKind.Number when !IsNumber(text) => new Cell(CellKind.Text, text), // NaN, Infinity
        CellKind.Binary when text.StartsWith("\\x", StringComparison.Ordinal) => new Cell(kind, "0x" + text[2..].ToUpperInvariant()),
        _ => new Cell(kind, text),
    };

    private static Cell OfFloat(double number, string text) => new(double.IsFinite(number) ? CellKind.Number : CellKind.Text, text);

    private static bool IsNumber(string text) => text.Length > 0 && char.IsAsciiDigit(text[^1]);

    private static string TextOf(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    /// <summary>MySQL's times go to 838 hours, so hours are counted through.</summary>
    private static string TextOf(TimeSpan span)
    {
        string sign = span < TimeSpan.Zero ? "-" : "";
        TimeSpan size = span.Duration();
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{(long)size.TotalHours:00}:{size:mm\\:ss\\.FFFFFFF}").TrimEnd('.');
    }
}
