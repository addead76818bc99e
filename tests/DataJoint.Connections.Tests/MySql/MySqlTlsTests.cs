namespace DataJoint.Connections.Tests;

public sealed class MySqlTlsTests() : TlsTests(Backend.MySql);
