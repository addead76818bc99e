namespace DataJoint.Leaks.Rules;

/// <summary>How a text is written: it decides what a value without quotes means.</summary>
internal enum TextKind
{
    /// <summary>Settings: a name, and its value to the end of the line.</summary>
    Settings,

    /// <summary>A program: what has no quotes is an expression.</summary>
    Code,

    /// <summary>Commands of a shell.</summary>
    Shell,

    /// <summary>Sentences for people, with examples among them.</summary>
    Prose,
}
