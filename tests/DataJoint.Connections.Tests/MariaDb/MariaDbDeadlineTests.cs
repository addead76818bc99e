namespace DataJoint.Connections.Tests;

public sealed class MariaDbDeadlineTests() : DeadlineTests(Backend.MariaDb);
