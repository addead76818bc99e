namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlIdleTests() : IdleTests(Backend.PostgreSql);
