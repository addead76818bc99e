namespace DataJoint.Connections.Tests;

public sealed class MariaDbIdleTests() : IdleTests(Backend.MariaDb);
