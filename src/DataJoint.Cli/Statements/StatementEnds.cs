namespace DataJoint.Cli;

/// <summary>Finds out where statements end: at a semicolon, but not at those within the body of a routine.</summary>
internal sealed class StatementEnds(SqlDialect dialect)
{
    private bool _isFirst = true;
    private bool _creates;
    private bool _isRoutine;
    private bool _isAfterEnd;
    private int _depth;

    /// <summary>Whether the token that was looked at last is the first of a statement.</summary>
    internal bool StartsStatement { get; private set; }

    /// <summary>Looks at the next token.</summary>
    /// <returns>Whether it is the semicolon between two statements.</returns>
    internal bool Passes(SqlToken token)
    {
        StartsStatement = false;
        if (token.IsMark(';') && _depth <= 0)
        {
            (_isFirst, _creates, _isRoutine, _isAfterEnd, _depth) = (true, false, false, false, 0);
            return true;
        }

        StartsStatement = _isFirst;
        _creates |= _isFirst && token.IsWord("CREATE");
        _isFirst = false;
        if (_creates && token.Kind == SqlTokenKind.Word)
        {
            Descend(token.Text);
        }
        else
        {
            _isAfterEnd = false;
        }

        return false;
    }

    /// <summary>Counts BEGIN and CASE up and their END down; the ends of other blocks (END IF, END LOOP) have no counted start.</summary>
    private void Descend(string word)
    {
        bool wasAfterEnd = _isAfterEnd;
        _isAfterEnd = false;
        switch (word)
        {
            case "TRIGGER" or "PROCEDURE" or "FUNCTION" or "EVENT":
                _isRoutine = true;
                break;
            case "BEGIN" or "CASE" when _isRoutine && !wasAfterEnd && (dialect != SqlDialect.PostgreSql || word == "BEGIN" || _depth > 0):
                _depth++;
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
