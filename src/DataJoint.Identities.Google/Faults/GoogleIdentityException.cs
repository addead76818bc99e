using DataJoint.Configuration;
using DataJoint.Identities.Google.Faults;

namespace DataJoint.Identities.Google;

/// <summary>There is no token to be had. Never holds a secret.</summary>
public sealed class GoogleIdentityException : Exception, IDataJointException
{
    /// <summary>Describes a fault.</summary>
    /// <param name="fault">What kind of fault.</param>
    /// <param name="reason">What happened, as a sentence. Never a secret.</param>
    /// <param name="hint">What fixes it, a command where there is one; default <see langword="null"/>: the reason is all there is to say.</param>
    public GoogleIdentityException(GoogleIdentityFault fault, string reason, string? hint = null)
        : base(reason)
    {
        Fault = fault;
        Diagnostic = new Diagnostic(GoogleIdentityRules.From(fault), reason, hint);
    }

    /// <summary>What kind of fault.</summary>
    public GoogleIdentityFault Fault { get; }

    /// <summary>What went wrong, and what fixes it, a command where there is one.</summary>
    public Diagnostic Diagnostic { get; }

    /// <summary>Whether the same call may succeed later without anybody changing anything.</summary>
    public bool IsTransient => Fault == GoogleIdentityFault.Unavailable;
}
