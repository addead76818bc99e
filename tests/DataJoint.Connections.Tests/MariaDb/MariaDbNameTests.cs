namespace DataJoint.Connections.Tests;

public sealed class MariaDbNameTests() : NameTests(Backend.MariaDb);
