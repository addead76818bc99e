using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Drivers;

/// <summary>Faults of sessions.</summary>
internal static class FaultExtensions
{
    /// <summary>Makes the exception. No text of it, nor of what it carries inside, holds the password that the sessions log in with, in any of its forms.</summary>
    public static ConnectionException ToException(this Fault fault, SessionContext context, Exception? cause) =>
        fault.ToException(context.Snapshot, context.Passwords, cause);
}
