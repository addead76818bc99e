namespace DataJoint.Connections.Tests;

public sealed class MariaDbWrongServerTests() : WrongServerTests(Backend.MariaDb);
