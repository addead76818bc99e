using DataJoint.Configuration;

namespace DataJoint.Operations;

/// <summary>An incident cannot be gone on with. Contains no credential.</summary>
public sealed class IncidentException : Exception, IDataJointException
{
    internal IncidentException(DiagnosticRule rule, string message)
        : base(message) => Diagnostic = new Diagnostic(rule, message, rule.Remedy);

    /// <summary>What happened, and what fixes it.</summary>
    public Diagnostic Diagnostic { get; }

    /// <summary>Whether the same command may work later without anybody changing anything: never.</summary>
    public bool IsTransient => false;
}
