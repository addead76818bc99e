namespace DataJoint.Servers;

/// <summary>One end of a connection through a <see cref="FaultProxy"/>.</summary>
public enum Side
{
    /// <summary>The program under test.</summary>
    Client,

    /// <summary>The real server.</summary>
    Server,
}
