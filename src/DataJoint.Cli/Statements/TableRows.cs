using DataJoint.Cli.Rendering;

namespace DataJoint.Cli.Statements;

/// <summary>A result as a table for people. The first rows decide the widths; what comes after them is not kept.</summary>
internal sealed class TableRows : IRowWriter
{
    private const int MaxRows = 500;
    private const int MaxCharacters = 1024 * 1024;
    private const int Narrowest = 12;
    private const string Gap = "  ";
    private const string Nothing = "NULL";

    private readonly TextWriter _output;
    private readonly int? _width;
    private readonly Style _style;
    private readonly List<Cell[]> _first = [];
    private IReadOnlyList<ResultColumn> _columns = [];
    private int[]? _widths;
    private bool[] _isRight = [];
    private long _characters;

    /// <summary>Prepares.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="width">The columns of the terminal, or null when the output is none: then nothing is shortened.</param>
    /// <param name="style">Colours or none.</param>
    public TableRows(TextWriter output, int? width, Style style)
    {
        _output = output;
        _width = width;
        _style = style;
    }

    public void Begin(IReadOnlyList<ResultColumn> columns) => _columns = columns;

    public void Write(Cell[] row)
    {
        if (_widths is not null)
        {
            WriteRow(row);
            return;
        }

        _first.Add(row);
        _characters += row.Sum(c => (long)c.Length);
        if (_first.Count == MaxRows || _characters > MaxCharacters)
        {
            WriteFirst();
        }
    }

    public void End(StatementOutcome outcome)
    {
        if (_widths is null && _columns.Count > 0)
        {
            WriteFirst();
        }
    }

    private void WriteFirst()
    {
        string[] titles = [.. _columns.Select(c => PrintableText.Line(c.Name, Most))];
        _isRight = [.. _columns.Select(
            (c, i) => _first.All(r => r[i].Kind is CellKind.Number or CellKind.Null) && (c.Kind == CellKind.Number || _first.Any(r => r[i].Kind == CellKind.Number)))];
        int[] widths = [.. titles.Select((t, i) => Math.Max(TextWidth.Measure(t), _first.Select(r => TextWidth.Measure(TextOf(r[i]))).DefaultIfEmpty().Max()))];
        _widths = _width is int max ? Fit(widths, max) : widths;
        WriteLine(i => titles[i], _style.Bold);
        WriteLine(i => new string('-', _widths[i]), _style.Dim);
        foreach (Cell[] row in _first)
        {
            WriteRow(row);
        }

        _first.Clear();
    }

    private int Most => _width ?? int.MaxValue;

    /// <summary>The widest columns give way, until all fit or none can; then the terminal breaks the lines.</summary>
    private static int[] Fit(int[] widths, int max)
    {
        int[] fitting = [.. widths.Select(w => Math.Min(w, max))];
        int surplus = fitting.Sum() + (Gap.Length * (fitting.Length - 1)) - max;
        while (surplus > 0 && fitting.Max() is int widest and > Narrowest)
        {
            fitting[Array.IndexOf(fitting, widest)]--;
            surplus--;
        }

        return fitting;
    }

    private void WriteRow(Cell[] row) => WriteLine(i => TextOf(row[i]), paint: null, i => row[i].Kind == CellKind.Null);

    private void WriteLine(Func<int, string> text, Func<string, string>? paint, Func<int, bool>? isDim = null)
    {
        for (int i = 0; i < _columns.Count; i++)
        {
            bool isLast = i == _columns.Count - 1;
            string cell = _width is null ? text(i) : TextWidth.Shorten(text(i), _widths![i]);
            int padding = Math.Max(0, _widths![i] - TextWidth.Measure(cell));
            string painted = paint is not null ? paint(cell) : isDim?.Invoke(i) == true ? _style.Dim(cell) : cell;
            _output.Write(_isRight[i] ? new string(' ', padding) + painted : painted);
            _output.Write(isLast ? "\n" : (_isRight[i] ? "" : new string(' ', padding)) + Gap);
        }
    }

    private string TextOf(Cell cell) => cell.Kind == CellKind.Null ? Nothing : PrintableText.Line(cell.TextUpTo(Most), Most);
}
