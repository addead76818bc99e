namespace DataJoint.Configuration;

/// <summary>A documented kind of diagnostic: its id, what it means, why it happens and how to fix it.</summary>
public sealed class DiagnosticRule
{
    /// <summary>Describes a kind of diagnostic. DataJoint's own ids stand in <see cref="DiagnosticIds"/>; other programs take a prefix of their own.</summary>
    /// <param name="id">The stable id. It never changes its meaning.</param>
    /// <param name="severity">The severity outside strict mode.</param>
    /// <param name="title">The headline, without a full stop.</param>
    /// <param name="cause">When it is reported and why.</param>
    /// <param name="remedy">What to do about it.</param>
    public DiagnosticRule(string id, DiagnosticSeverity severity, string title, string cause, string remedy)
    {
        Id = id ?? throw new ArgumentNullException(nameof(id));
        Severity = severity;
        Title = title ?? throw new ArgumentNullException(nameof(title));
        Cause = cause ?? throw new ArgumentNullException(nameof(cause));
        Remedy = remedy ?? throw new ArgumentNullException(nameof(remedy));
    }

    /// <summary>The stable id: DataJoint's own are <c>DJ</c> and four digits.</summary>
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
