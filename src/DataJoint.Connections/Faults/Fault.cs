using DataJoint.Configuration;

namespace DataJoint.Connections.Faults;

/// <summary>What went wrong, before it becomes an exception.</summary>
/// <param name="Rule">The kind.</param>
/// <param name="Message">What was found.</param>
/// <param name="Hint">How to fix it.</param>
internal sealed record Fault(DiagnosticRule Rule, string Message, string? Hint)
{
    /// <summary>Whether the same attempt may succeed later without anybody changing anything.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the driver did not say enough, so that a look at the network is worth it.</summary>
    public bool IsVague { get; init; }

    /// <summary>The setting that is to blame, for its place; or null.</summary>
    public string? Setting { get; init; }

    /// <summary>Makes the exception. No text of it, nor of what it carries inside, holds a password of these.</summary>
    public ConnectionException ToException(ConfigurationSnapshot snapshot, IReadOnlyList<Secret> passwords, Exception? cause)
    {
        Diagnostic diagnostic = new(
            Rule, Redaction.Mask(Message, passwords), Hint, Setting is null ? null : snapshot.Find(Setting).Origin);
        return new ConnectionException([diagnostic], IsTransient, Redaction.Harmless(cause, passwords));
    }
}
