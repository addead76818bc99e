namespace DataJoint.Connections.Drivers;

/// <summary>The driver's pool was to hand out an open connection, had none any more, and began to log in: that needs a turn, and a watched thread.</summary>
internal sealed class LoginNotPermittedException() : Exception("A pooled connection was expected.");
