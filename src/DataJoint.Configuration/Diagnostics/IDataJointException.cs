namespace DataJoint.Configuration;

/// <summary>What all exceptions of DataJoint tell: what went wrong, as a documented diagnostic, and whether another try may help.</summary>
/// <remarks>
/// <para>It is an interface, so that a failed connection is still a <c>DbException</c> and a failed edit an <c>IOException</c>. One handler for all:</para>
/// <code>catch (Exception error) when (error is IDataJointException { IsTransient: true })</code>
/// </remarks>
public interface IDataJointException
{
    /// <summary>What went wrong, where, and how to fix it; the most important of them where there are several. Never a secret.</summary>
    Diagnostic Diagnostic { get; }

    /// <summary>Whether the same call may succeed later without anybody changing anything.</summary>
    bool IsTransient { get; }
}
