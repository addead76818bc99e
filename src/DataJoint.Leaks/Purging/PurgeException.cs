using DataJoint.Configuration;

namespace DataJoint.Leaks;

/// <summary>A repository could not be purged, or not to the end. Contains no credential.</summary>
public sealed class PurgeException : Exception, IDataJointException
{
    internal PurgeException(DiagnosticRule rule, string message, string? hint = null, Exception? innerException = null)
        : base(message, innerException) => Diagnostic = new Diagnostic(rule, message, hint ?? rule.Remedy);

    /// <summary>What happened, and what fixes it: <see cref="DiagnosticIds.PurgeImpossible"/> or <see cref="DiagnosticIds.PurgeUnfinished"/>.</summary>
    public Diagnostic Diagnostic { get; }

    /// <summary>Whether the same purge may work later without anybody changing anything: never.</summary>
    public bool IsTransient => false;
}
