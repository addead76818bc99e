namespace DataJoint.Configuration;

/// <summary>How serious a <see cref="Diagnostic"/> is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Info,

    /// <summary>The configuration works, but something in it is probably not meant; an error in strict mode.</summary>
    Warning,

    /// <summary>The configuration cannot be used.</summary>
    Error,
}
