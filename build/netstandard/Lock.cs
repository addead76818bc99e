namespace DataJoint;

/// <summary>An object to lock.</summary>
internal sealed class Lock;
