namespace DataJoint.Connections.Tests;

public sealed class MariaDbSilenceTests() : SilenceTests(Backend.MariaDb);
