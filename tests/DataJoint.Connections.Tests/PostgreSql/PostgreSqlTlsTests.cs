namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlTlsTests() : TlsTests(Backend.PostgreSql);
