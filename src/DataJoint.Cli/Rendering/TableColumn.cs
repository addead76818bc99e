namespace DataJoint.Cli.Rendering;

/// <summary>A column of a table, and what becomes of it where the terminal is too narrow.</summary>
/// <param name="Title">Its title; empty for a table without titles.</param>
internal sealed record TableColumn(string Title)
{
    /// <summary>How far its cells are shortened before a column is dropped; null: not at all.</summary>
    public int? Least { get; init; }

    /// <summary>When it is dropped.</summary>
    public ColumnDrop Drop { get; init; }
}
