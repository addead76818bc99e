namespace DataJoint.Connections.Tests;

public sealed class MariaDbUserReferenceTests() : UserReferenceTests(Backend.MariaDb);
