namespace DataJoint.Connections.Tests;

public sealed class MariaDbTlsTests() : TlsTests(Backend.MariaDb);
