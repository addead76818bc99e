using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>A value that Python would have, and where it takes it from. May be a secret, so it has no text form of its own.</summary>
internal sealed class PythonValue
{
    public PythonValue(string? text, string? source)
    {
        Text = text;
        Source = source;
    }

    /// <summary>The value as text, or null for <c>None</c>.</summary>
    public string? Text { get; }

    /// <summary>The file or variable, or null for a default.</summary>
    public string? Source { get; }

    /// <summary>For a store's attribute, which nothing checks or converts, what stands in the JSON; else null.</summary>
    public PythonNodeKind? Kind { get; private init; }

    /// <summary>Whether it is shown as a credential whatever its key is: a name in the list tells of one, it looks like one, or somebody put it among the secrets.</summary>
    public bool IsProtected { get; private init; }

    /// <summary>Whether a store's attribute stays a text.</summary>
    public bool IsRawText => Kind == PythonNodeKind.Text;

    /// <summary>A value that nothing checks or converts.</summary>
    public static PythonValue From(PythonNode node, string source, bool isProtected) =>
        new(node.Kind == PythonNodeKind.Null ? null : node.Text, source)
        { Kind = node.Kind, IsProtected = isProtected || node.NamesSecret || (node.Kind == PythonNodeKind.Text && SecretShape.Tells(node.Text)) };
}
