namespace DataJoint.Cli.Statements;

/// <summary>What a value of a result is, as far as its printed form goes.</summary>
internal enum CellKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>Text, dates, and all that has no form of its own.</summary>
    Text,

    /// <summary>A number, as its text.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Bytes.</summary>
    Binary,
}
