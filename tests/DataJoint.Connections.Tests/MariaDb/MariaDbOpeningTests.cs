namespace DataJoint.Connections.Tests;

public sealed class MariaDbOpeningTests() : OpeningTests(Backend.MariaDb);
