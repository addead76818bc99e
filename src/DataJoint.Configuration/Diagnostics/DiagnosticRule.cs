namespace DataJoint.Configuration;

/// <summary>A documented kind of diagnostic: its id, what it means, why it happens and how to fix it.</summary>
public sealed class DiagnosticRule
{
    internal DiagnosticRule(string id, DiagnosticSeverity severity, string title, string cause, string remedy)
    {
        Id = id;
        Severity = severity;
        Title = title;
        Cause = cause;
        Remedy = remedy;
    }

    /// <summary>The stable id, <c>DJ</c> and four digits.</summary>
    public string Id { get; }

    /// <summary>The severity outside strict mode.</summary>
    public DiagnosticSeverity Severity { get; }

    /// <summary>The headline.</summary>
    public string Title { get; }

    /// <summary>When it is reported and why.</summary>
    public string Cause { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
