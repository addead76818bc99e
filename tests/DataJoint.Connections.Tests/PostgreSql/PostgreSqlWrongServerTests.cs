namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlWrongServerTests() : WrongServerTests(Backend.PostgreSql);
