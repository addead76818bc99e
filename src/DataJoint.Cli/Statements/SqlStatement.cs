using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Statements;

/// <summary>A statement that the user gave, and what can be told from its text.</summary>
/// <remarks>It may hold a secret (<c>IDENTIFIED BY …</c>), so no message quotes more of it than its verb.</remarks>
internal sealed class SqlStatement
{
    private SqlStatement(string text, string verb, string? effect)
    {
        Text = text;
        Verb = verb;
        Effect = effect;
    }

    public string Text { get; }

    /// <summary>Its first keyword, or <c>?</c> for one that is not known.</summary>
    public string Verb { get; }

    /// <summary>Why it may write, to be read behind "the statement"; or null when it only reads, which the database is told to enforce.</summary>
    public string? Effect { get; }

    public bool Reads => Effect is null;

    /// <summary>Whether it changes rows, so that it says something when there were none.</summary>
    public bool ChangesRows => Verb is "INSERT" or "UPDATE" or "DELETE" or "REPLACE" or "MERGE" or "WITH";

    /// <summary>Looks at a text.</summary>
    /// <exception cref="CommandException">It is not exactly one statement.</exception>
    public static SqlStatement Parse(string text, SqlDialect dialect)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw CommandException.UsageError("the statement holds a NUL character, at which some databases end it");
        }

        SqlScanner scanner = new(text, dialect);
        StatementSplitter ends = new(dialect);
        StatementEffects effects = new(dialect);
        int statements = 0;
        foreach (SqlToken token in scanner.Scan())
        {
            if (token.Kind == SqlTokenKind.Unclosed)
            {
                throw CommandException.UsageError($"a {token.Text} in the statement is opened and never closed");
            }

            if (ends.Passes(token))
            {
                continue;
            }

            if (ends.StartsStatement && ++statements > 1)
            {
                throw CommandException.UsageError("djc sql runs one statement at a time, and there are more", "run djc sql for each");
            }

            effects.Add(token);
            if (effects.HasParameter)
            {
                throw CommandException.UsageError("the statement has a parameter, and djc sql takes no parameters", "write the value into the statement");
            }
        }

        return statements == 0
            ? throw CommandException.UsageError("the statement is empty", "for example djc sql 'SELECT 1'")
            : new SqlStatement(text, effects.Verb ?? "?", effects.Describe() ?? scanner.Doubt);
    }
}
