namespace DataJoint.Servers;

/// <summary>What holds for a connection at one moment.</summary>
/// <param name="Watch">The fault and when it comes.</param>
/// <param name="HasStruck">Whether it has come.</param>
/// <param name="Changed">Completes when another fault is given to the connection.</param>
internal readonly record struct ConnectionState(FaultWatch Watch, bool HasStruck, Task Changed)
{
    public bool Is(FaultKind kind) => HasStruck && Watch.Fault.Kind == kind;
}
