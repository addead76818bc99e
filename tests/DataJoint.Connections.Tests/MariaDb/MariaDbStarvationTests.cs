namespace DataJoint.Connections.Tests;

public sealed class MariaDbStarvationTests() : StarvationTests(Backend.MariaDb);
