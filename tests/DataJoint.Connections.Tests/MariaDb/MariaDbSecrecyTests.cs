namespace DataJoint.Connections.Tests;

public sealed class MariaDbSecrecyTests() : SecrecyTests(Backend.MariaDb);
