namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlReferenceTests() : ReferenceTests(Backend.PostgreSql);
