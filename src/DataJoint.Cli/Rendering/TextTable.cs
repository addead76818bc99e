namespace DataJoint.Cli.Rendering;

/// <summary>A table for people: columns aligned; on a narrow terminal some are dropped and others shortened, so that no line breaks.</summary>
internal sealed class TextTable
{
    private const int WidestUncut = 48;

    private readonly TableColumn[] _columns;
    private readonly List<(string[] Cells, Func<int, string, string>? Paint, bool IsNote)?> _rows = [];

    /// <summary>An empty table.</summary>
    /// <param name="columns">The columns; where none has a title, there is no title line.</param>
    public TextTable(params TableColumn[] columns) => _columns = columns;

    /// <summary>Adds a row.</summary>
    /// <param name="paint">Colours a padded cell, given its column; null leaves it.</param>
    /// <param name="cells">The text of each column.</param>
    public void Add(Func<int, string, string>? paint, params string[] cells) => _rows.Add((cells, paint, false));

    /// <summary>Adds a line below the row before it, which is broken between words instead of shortened.</summary>
    public void AddNote(Func<int, string, string>? paint, string note) => _rows.Add(([note], paint, true));

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
        int[] natural = Measure();
        int[] widths = width is int room ? TableLayout.Fit(_columns, natural, room)
            : [.. natural.Select((w, i) => _columns[i].Least is null ? w : Math.Min(w, WidestUncut))];
        if (_columns.Any(c => c.Title.Length > 0))
        {
            WriteRow(writer, [.. _columns.Select(c => c.Title)], widths, (_, text) => style.Bold(text), width is not null);
        }

        foreach ((string[] Cells, Func<int, string, string>? Paint, bool IsNote)? row in _rows)
        {
            if (row is null)
            {
                writer.Write('\n');
            }
            else if (row.Value.IsNote)
            {
                WriteNote(writer, row.Value.Cells[0], width, row.Value.Paint);
            }
            else
            {
                WriteRow(writer, row.Value.Cells, widths, row.Value.Paint, width is not null);
            }
        }
    }

    private int[] Measure()
    {
        int[] widths = [.. _columns.Select(c => TextWidth.Measure(c.Title))];
        foreach (string[] cells in _rows.Where(r => r?.IsNote == false).Select(r => r!.Value.Cells))
        {
            for (int i = 0; i < cells.Length; i++)
            {
                widths[i] = Math.Max(widths[i], TextWidth.Measure(cells[i]));
            }
        }

        return widths;
    }

    private static void WriteNote(TextWriter writer, string note, int? width, Func<int, string, string>? paint)
    {
        const int Indent = 4;
        string text = TextLines.Break(note, width, Indent);
        writer.Write(new string(' ', Indent) + (paint is null ? text : paint(0, text)) + "\n");
    }

    private static void WriteRow(TextWriter writer, string[] cells, int[] widths, Func<int, string, string>? paint, bool shortens)
    {
        int last = cells.Length - 1;
        while (last >= 0 && (widths[last] == 0 || cells[last].Length == 0))
        {
            last--;
        }

        for (int i = 0; i <= last; i++)
        {
            if (widths[i] > 0)
            {
                string text = shortens ? TextWidth.ShortenMiddle(cells[i], widths[i]) : cells[i];
                int gap = i == last ? 0 : Math.Max(0, widths[i] - TextWidth.Measure(text)) + TableLayout.Gap;
                writer.Write(paint is null ? text : paint(i, text));
                writer.Write(new string(' ', gap));
            }
        }

        writer.Write('\n');
    }
}
