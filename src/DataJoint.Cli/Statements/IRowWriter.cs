namespace DataJoint.Cli.Statements;

/// <summary>Prints a result while it arrives: a table, CSV or JSON.</summary>
internal interface IRowWriter
{
    /// <summary>Before the first row.</summary>
    void Begin(IReadOnlyList<ResultColumn> columns);

    /// <summary>The next row.</summary>
    void Write(Cell[] row);

    /// <summary>After the last row, or after a failure.</summary>
    void End(StatementOutcome outcome);
}
