namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlLoginFaultTests() : LoginFaultTests(Backend.PostgreSql);
