namespace DataJoint.Connections.Waiting;

/// <summary>The time that an opening may last is over.</summary>
internal sealed class ConnectTimeoutException() : TimeoutException("The time for opening is over.");
