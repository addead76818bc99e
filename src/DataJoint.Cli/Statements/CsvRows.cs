using System.Buffers;
using DataJoint.Cli.Rendering;

namespace DataJoint.Cli.Statements;

/// <summary>A result as CSV (RFC 4180) with a title line. What has no value is empty; an empty text is <c>""</c>.</summary>
internal sealed class CsvRows(TextWriter output, bool isTerminal) : IRowWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public void Begin(IReadOnlyList<ResultColumn> columns) => WriteLine(columns.Select(c => Field(c.Name)));

    public void Write(Cell[] row) => WriteLine(row.Select(c => c.Kind == CellKind.Null ? "" : Field(c.Text)));

    public void End(StatementOutcome outcome)
    {
    }

    private void WriteLine(IEnumerable<string> fields)
    {
        string separator = "";
        foreach (string field in fields)
        {
            output.Write(separator);
            output.Write(field);
            separator = ",";
        }

        output.Write('\n');
    }

    /// <summary>For programs every character counts; on a terminal those that move it are shown instead.</summary>
    private string Field(string value)
    {
        string text = isTerminal ? PrintableText.Lines(value) : value;
        return text.Length == 0 || text.AsSpan().ContainsAny(Special) || text[0] == ' ' || text[^1] == ' '
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }
}
