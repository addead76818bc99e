namespace DataJoint.Configuration.Editing.Python;

/// <summary>A value that Python would have, and where it takes it from. May be a secret, so it has no text form of its own.</summary>
internal sealed class PythonValue
{
    public PythonValue(string? text, string? source, PythonNodeKind? kind = null)
    {
        Text = text;
        Source = source;
        Kind = kind;
    }

    /// <summary>The value as text, or null for <c>None</c>.</summary>
    public string? Text { get; }

    /// <summary>The file or variable, or null for a default.</summary>
    public string? Source { get; }

    /// <summary>For a store's attribute, which nothing checks or converts, what stands in the JSON; else null.</summary>
    public PythonNodeKind? Kind { get; }

    /// <summary>Whether a store's attribute stays a text.</summary>
    public bool IsRawText => Kind == PythonNodeKind.Text;
}
