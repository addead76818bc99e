namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlPooledTests() : PooledTests(Backend.PostgreSql);
