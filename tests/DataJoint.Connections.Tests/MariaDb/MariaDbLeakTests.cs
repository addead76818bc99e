namespace DataJoint.Connections.Tests;

public sealed class MariaDbLeakTests() : LeakTests(Backend.MariaDb);
