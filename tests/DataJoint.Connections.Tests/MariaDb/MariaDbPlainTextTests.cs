namespace DataJoint.Connections.Tests;

public sealed class MariaDbPlainTextTests() : PlainTextTests(Backend.MariaDb);
