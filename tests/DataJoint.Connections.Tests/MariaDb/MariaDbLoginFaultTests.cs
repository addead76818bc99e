namespace DataJoint.Connections.Tests;

public sealed class MariaDbLoginFaultTests() : LoginFaultTests(Backend.MariaDb);
