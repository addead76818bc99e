namespace DataJoint.Servers;

/// <summary>What happens to a connection.</summary>
internal enum FaultKind
{
    None,
    Cut,
    Reset,
    BlackHole,
    HalfOpen,
    Slow,
    Corrupt,
}
