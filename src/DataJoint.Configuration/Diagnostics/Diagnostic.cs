namespace DataJoint.Configuration;

/// <summary>One finding about the configuration: what is wrong, where, and how to fix it.</summary>
/// <remarks>A diagnostic never contains a secret value, so it is safe to print and to log.</remarks>
public sealed class Diagnostic
{
    private const int LongestText = 2000;

    /// <summary>Creates a diagnostic of a documented kind. Characters that a terminal would act on are escaped in its texts.</summary>
    /// <param name="rule">The kind, which gives the id and the usual severity.</param>
    /// <param name="message">What was found and what was expected; never a secret.</param>
    /// <param name="hint">What to do about it, or null.</param>
    /// <param name="origin">Where it was found, or null when it has no single place.</param>
    /// <param name="excerpt">The source line with secrets masked, or null.</param>
    public Diagnostic(DiagnosticRule rule, string message, string? hint = null, Origin? origin = null, Excerpt? excerpt = null)
    {
        Rule = rule ?? throw new ArgumentNullException(nameof(rule));
        Severity = rule.Severity;
        Message = Display.Sanitize(message ?? throw new ArgumentNullException(nameof(message)), LongestText);
        Hint = hint is null ? null : Display.Sanitize(hint, LongestText);
        Origin = origin;
        Excerpt = excerpt;
    }

    private Diagnostic(Diagnostic original, DiagnosticSeverity severity, Origin? origin, string? hint)
        : this(original.Rule, original.Message, hint, origin, original.Excerpt) => Severity = severity;

    /// <summary>The documented kind of this diagnostic.</summary>
    public DiagnosticRule Rule { get; }

    /// <summary>The stable id: <c>DJ</c> and four digits. An id never changes its meaning.</summary>
    public string Id => Rule.Id;

    /// <summary>How serious it is; strict mode turns warnings into errors.</summary>
    public DiagnosticSeverity Severity { get; }

    /// <summary>What was found and what was expected.</summary>
    public string Message { get; }

    /// <summary>What to do about it, or null.</summary>
    public string? Hint { get; }

    /// <summary>Where it was found, or null when it has no single place.</summary>
    public Origin? Origin { get; }

    /// <summary>The source line that it points at, with secrets masked, or null.</summary>
    public Excerpt? Excerpt { get; }

    /// <summary>The same diagnostic as an error; strict mode uses it.</summary>
    /// <returns>This instance when it is not a warning, else a copy with <see cref="DiagnosticSeverity.Error"/>.</returns>
    public Diagnostic AsStrict() =>
        Severity == DiagnosticSeverity.Warning
            ? new Diagnostic(this, DiagnosticSeverity.Error, Origin, Hint)
            : this;

    /// <summary>The same diagnostic of another place.</summary>
    internal Diagnostic At(Origin origin, string? hint) => new(this, Severity, origin, hint);

    /// <summary>One line: place, severity, id and message.</summary>
    /// <returns>For example <c>datajoint.json:4:3: warning DJ1004: unknown key …</c>.</returns>
    public override string ToString()
    {
        string severity = Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "info",
        };
        string place = Origin is null ? "" : Origin + ": ";
        return $"{place}{severity} {Id}: {Message}";
    }
}
