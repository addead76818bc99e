namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlRefusalTests() : RefusalTests(Backend.PostgreSql);
