namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlDeadlineTests() : DeadlineTests(Backend.PostgreSql);
