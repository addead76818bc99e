namespace DataJoint.Cli.Statements;

/// <summary>What a statement may do.</summary>
/// <param name="ReadsOnly">Whether the database is to refuse it when it would write.</param>
/// <param name="GuardsProject">Whether the same holds for <c>connection.init_function</c>, which runs first.</param>
internal readonly record struct StatementLimits(bool ReadsOnly, bool GuardsProject);
