namespace DataJoint.Leaks.Scanning;

/// <summary>What stands between a name and its value.</summary>
internal enum Separator
{
    /// <summary>Nothing that gives it one.</summary>
    None,

    /// <summary><c>=</c> and its kin.</summary>
    Assign,

    /// <summary><c>:</c></summary>
    Colon,

    /// <summary><c>,</c> after a name in quotes.</summary>
    Comma,

    /// <summary>The end of a tag.</summary>
    Element,

    /// <summary><c>(</c></summary>
    Call,

    /// <summary>White space.</summary>
    Space,

    /// <summary>The default in <c>${NAME:-default}</c>.</summary>
    Default,

    /// <summary><c>??</c>, <c>||</c>, <c>or</c>: the default in an expression.</summary>
    Fallback,
}
