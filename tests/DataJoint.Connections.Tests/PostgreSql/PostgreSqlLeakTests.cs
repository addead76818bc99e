namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlLeakTests() : LeakTests(Backend.PostgreSql);
