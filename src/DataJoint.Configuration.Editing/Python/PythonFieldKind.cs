namespace DataJoint.Configuration.Editing.Python;

/// <summary>What pydantic checks of a field.</summary>
internal enum PythonFieldKind
{
    Text,
    Integer,
    Boolean,

    /// <summary>One of some words, in exactly that spelling.</summary>
    Word,

    /// <summary>A text that becomes a <c>pathlib.Path</c>, which writes it its own way.</summary>
    Path,
}
