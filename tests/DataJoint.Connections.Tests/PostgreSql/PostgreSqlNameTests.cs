namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlNameTests() : NameTests(Backend.PostgreSql);
