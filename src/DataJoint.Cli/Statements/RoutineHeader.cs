namespace DataJoint.Cli.Statements;

/// <summary>Tells whether a statement makes a routine, whose body may hold semicolons: <c>CREATE [OR REPLACE] [DEFINER = user] [AGGREGATE] FUNCTION name</c>.</summary>
/// <remarks>The same words are names elsewhere: <c>CREATE TABLE event (begin INT)</c>.</remarks>
internal sealed class RoutineHeader
{
    private Part _part = Part.Start;
    private SqlToken _previous;

    private enum Part
    {
        Start,
        Kind,
        Name,
        Body,
        NoRoutine,
    }

    /// <summary>Looks at the next token of the statement.</summary>
    /// <returns>Whether it comes after the name of a routine.</returns>
    public bool Passes(SqlToken token)
    {
        bool isBody = _part == Part.Body;
        _part = _part switch
        {
            Part.Start => token.IsWord("CREATE") ? Part.Kind : Part.NoRoutine,
            Part.Kind => BehindCreate(token),
            Part.Name => token.Kind == SqlTokenKind.Word && token.Text is "IF" or "NOT" or "EXISTS" ? Part.Name : Part.Body,
            _ => _part,
        };
        _previous = token;
        return isBody;
    }

    private Part BehindCreate(SqlToken token)
    {
        // The definer: DEFINER = ana@localhost, CURRENT_USER(), 'ana'@'%'.
        bool isOfDefiner = token.Kind != SqlTokenKind.Word || (_previous.Kind == SqlTokenKind.Mark && !_previous.IsMark(')'));
        if (isOfDefiner)
        {
            return Part.Kind;
        }

        return token.Text switch
        {
            "OR" or "REPLACE" or "DEFINER" or "AGGREGATE" or "CONSTRAINT" or "TEMP" or "TEMPORARY" => Part.Kind,
            "TRIGGER" or "PROCEDURE" or "FUNCTION" or "EVENT" => Part.Name,
            _ => Part.NoRoutine,
        };
    }
}
