namespace DataJoint.Cli.Statements;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name, unique in the result.</param>
/// <param name="Type">The database's name for its type.</param>
/// <param name="Kind">What its values are, as far as is known before they are seen.</param>
internal sealed record ResultColumn(string Name, string Type, CellKind Kind);
