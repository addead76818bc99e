namespace DataJoint.Connections.Tests;

public sealed class MariaDbPooledTests() : PooledTests(Backend.MariaDb);
