namespace DataJoint.Cli.Rendering;

/// <summary>A table for people: columns aligned, one of them shortened where the terminal is too narrow.</summary>
internal sealed class TextTable
{
    private const int Gap = 2;
    private const int LeastFlexible = 8;
    private const int WidestFlexible = 48;

    private readonly string[] _titles;
    private readonly int _flexible;
    private readonly List<(string[] Cells, Func<int, string, string>? Paint)?> _rows = [];

    /// <summary>An empty table.</summary>
    /// <param name="flexible">The column that is shortened.</param>
    /// <param name="titles">The titles of the columns; without any, there is no title line.</param>
    public TextTable(int flexible, params string[] titles)
    {
        _flexible = flexible;
        _titles = titles;
    }

    /// <summary>Adds a row.</summary>
    /// <param name="paint">Colours a padded cell, given its column; null leaves it.</param>
    /// <param name="cells">The text of each column.</param>
    public void Add(Func<int, string, string>? paint, params string[] cells) => _rows.Add((cells, paint));

    /// <summary>Adds an empty line, unless there is one or nothing yet.</summary>
    public void AddGap()
    {
        if (_rows.Count > 0 && _rows[^1] is not null)
        {
            _rows.Add(null);
        }
    }

    /// <summary>Writes the table.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="width">The columns of the terminal, or null when the output is none: then nothing is shortened.</param>
    /// <param name="style">Colours for the titles.</param>
    public void Write(TextWriter writer, int? width, Style style)
    {
        int[] widths = Measure(width);
        if (_titles.Any(t => t.Length > 0))
        {
            WriteRow(writer, _titles, widths, (_, text) => style.Bold(text), width is not null);
        }

        foreach ((string[] Cells, Func<int, string, string>? Paint)? row in _rows)
        {
            if (row is null)
            {
                writer.Write('\n');
            }
            else
            {
                WriteRow(writer, row.Value.Cells, widths, row.Value.Paint, width is not null);
            }
        }
    }

    private int[] Measure(int? width)
    {
        int[] widths = new int[_titles.Length];
        foreach (string[] cells in _rows.Where(r => r is not null).Select(r => r!.Value.Cells).Prepend(_titles))
        {
            for (int i = 0; i < cells.Length; i++)
            {
                widths[i] = Math.Max(widths[i], TextWidth.Measure(cells[i]));
            }
        }

        int max = width is int columns
            ? Math.Max(LeastFlexible, columns - widths.Where((_, i) => i != _flexible).Sum() - (Gap * (widths.Length - 1)))
            : WidestFlexible;
        widths[_flexible] = Math.Min(widths[_flexible], max);
        return widths;
    }

    private void WriteRow(TextWriter writer, string[] cells, int[] widths, Func<int, string, string>? paint, bool shortens)
    {
        int last = Array.FindLastIndex(cells, c => c.Length > 0);
        for (int i = 0; i <= last; i++)
        {
            string text = shortens && i == _flexible ? TextWidth.Shorten(cells[i], widths[i]) : cells[i];
            int gap = i == last ? 0 : Math.Max(0, widths[i] - TextWidth.Measure(text)) + Gap;
            writer.Write(paint is null ? text : paint(i, text));
            writer.Write(new string(' ', gap));
        }

        writer.Write('\n');
    }
}
