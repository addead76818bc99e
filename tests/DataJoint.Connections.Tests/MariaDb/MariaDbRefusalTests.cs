namespace DataJoint.Connections.Tests;

public sealed class MariaDbRefusalTests() : RefusalTests(Backend.MariaDb);
