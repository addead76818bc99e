namespace DataJoint.Connections.Tests;

public sealed class MariaDbReferenceTests() : ReferenceTests(Backend.MariaDb);
