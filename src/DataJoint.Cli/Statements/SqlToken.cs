namespace DataJoint.Cli.Statements;

/// <summary>A piece of a statement; comments and white space are none.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; empty for literals.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text)
{
    public bool IsWord(string word) => Kind == SqlTokenKind.Word && Text == word;

    public bool IsMark(char mark) => Kind == SqlTokenKind.Mark && Text[0] == mark;
}
