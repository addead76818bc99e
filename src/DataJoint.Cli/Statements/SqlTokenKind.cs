namespace DataJoint.Cli.Statements;

/// <summary>What a piece of a statement is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword or a bare name, in upper case.</summary>
    Word,

    /// <summary>A quoted name, without its quotes, in upper case.</summary>
    Name,

    /// <summary>Text or a number; what it says is of no interest.</summary>
    Literal,

    /// <summary>One other character.</summary>
    Mark,

    /// <summary>A quote or comment that never ends.</summary>
    Unclosed,
}
