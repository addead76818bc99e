namespace DataJoint.Connections.Tests;

/// <summary>Tests that count what the whole process holds, so that nothing else may run beside them.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;
