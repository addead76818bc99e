using DataJoint.Configuration;

namespace DataJoint.Operations;

/// <summary>A credential could not be rotated, or not to the end. Contains no credential.</summary>
public sealed class RotationException : Exception, IDataJointException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="rule">The kind, one of <see cref="RotationRules"/>.</param>
    /// <param name="message">What happened, and in which state everything is.</param>
    /// <param name="hint">What fixes it; null means what the kind says.</param>
    /// <param name="isTransient">Whether the same command may work later without anybody changing anything; false by default.</param>
    /// <param name="innerException">The cause, which must not carry a credential; null by default.</param>
    public RotationException(DiagnosticRule rule, string message, string? hint = null, bool isTransient = false, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Diagnostic = new Diagnostic(rule, message, hint ?? rule.Remedy);
        IsTransient = isTransient;
    }

    /// <summary>What happened, and what fixes it.</summary>
    public Diagnostic Diagnostic { get; }

    /// <summary>Whether the same command may work later without anybody changing anything.</summary>
    public bool IsTransient { get; }
}
