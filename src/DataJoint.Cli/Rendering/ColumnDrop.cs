namespace DataJoint.Cli.Rendering;

/// <summary>When a table that is too wide loses a column.</summary>
internal enum ColumnDrop
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>Before anything is shortened: the other columns say nearly as much.</summary>
    First,

    /// <summary>When shortening is not enough.</summary>
    Last,
}
