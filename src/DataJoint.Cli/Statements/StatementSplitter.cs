namespace DataJoint.Cli.Statements;

/// <summary>Finds out where statements end: at a semicolon, but not at those within the body of a routine.</summary>
internal sealed class StatementSplitter(SqlDialect dialect)
{
    private RoutineHeader _header = new();
    private SqlToken _previous;
    private bool _isFirst = true;
    private bool _isSingle;
    private bool _isAfterEnd;
    private int _depth;
    private int _parentheses;

    /// <summary>Whether the token that was looked at last is the first of a statement.</summary>
    public bool StartsStatement { get; private set; }

    /// <summary>Looks at the next token.</summary>
    /// <returns>Whether it is the semicolon between two statements.</returns>
    public bool Passes(SqlToken token)
    {
        StartsStatement = false;
        if (token.IsMark(';') && _depth <= 0)
        {
            _header = new RoutineHeader();
            (_previous, _isFirst, _isSingle, _isAfterEnd, _depth, _parentheses) = (token, true, false, false, 0, 0);
            return true;
        }

        StartsStatement = _isFirst;
        _isFirst = false;
        bool isBody = _header.Passes(token);
        _parentheses += token.IsMark('(') ? 1 : token.IsMark(')') ? -1 : 0;
        if (isBody && token.Kind == SqlTokenKind.Word && _parentheses <= 0 && !_previous.IsMark('.'))
        {
            Descend(token.Text);
        }
        else
        {
            _isAfterEnd = false;
        }

        _previous = token;
        return false;
    }

    /// <summary>Counts BEGIN and CASE up and their END down; the ends of other blocks (END IF, END LOOP) have no counted start.</summary>
    private void Descend(string word)
    {
        bool wasAfterEnd = _isAfterEnd;
        _isAfterEnd = false;
        switch (word)
        {
            // PostgreSQL's only block; elsewhere in a statement of its own, BEGIN is a name.
            case "ATOMIC" when dialect == SqlDialect.PostgreSql && _depth == 0 && _previous.IsWord("BEGIN"):
            case "BEGIN" when dialect != SqlDialect.PostgreSql && !(_isSingle && _depth == 0):
            case "CASE" when !wasAfterEnd && (dialect != SqlDialect.PostgreSql || _depth > 0):
                _depth++;
                break;
            case "SELECT" or "RETURN" or "CALL" or "SET" or "VALUES" or "WITH" when _depth == 0 && !_previous.IsWord("CHARACTER"):
                _isSingle = true;
                break;
            case "END" when _depth > 0:
                _depth--;
                _isAfterEnd = true;
                break;
            case "IF" or "LOOP" or "WHILE" or "REPEAT" or "FOR" when wasAfterEnd:
                _depth++;
                break;
        }
    }
}
