using System.Text;

namespace DataJoint.Cli.Tests;

/// <summary>Builds a page of Markdown.</summary>
internal sealed class Markdown
{
    private readonly StringBuilder _text = new();

    public Markdown(string title)
    {
        _text.Append("<!-- Made from the code by `UPDATE_DOCS=1 ./test Cli`; edits here are lost. -->\n");
        Heading(1, title);
    }

    public void Heading(int level, string title) => _text.Append(_text.Length == 0 ? "" : "\n").Append('#', level).Append(' ').Append(title).Append('\n');

    public void Paragraph(string text) => _text.Append('\n').Append(text.ReplaceLineEndings("\n")).Append('\n');

    public void Code(string language, string text) => _text.Append("\n```").Append(language).Append('\n').Append(text.TrimEnd()).Append("\n```\n");

    public void Table(IReadOnlyList<string> titles, IEnumerable<IReadOnlyList<string>> rows)
    {
        _text.Append('\n');
        Row(titles);
        Row([.. titles.Select(_ => "---")]);
        foreach (IReadOnlyList<string> row in rows)
        {
            Row(row);
        }
    }

    public override string ToString() => _text.ToString();

    private void Row(IReadOnlyList<string> cells) =>
        _text.Append("| ").AppendJoin(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
