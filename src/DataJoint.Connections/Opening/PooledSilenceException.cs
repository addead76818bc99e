namespace DataJoint.Connections.Opening;

/// <summary>A pooled connection did not answer in time when it was to be handed out.</summary>
internal sealed class PooledSilenceException() : TimeoutException("A pooled connection does not answer.");
