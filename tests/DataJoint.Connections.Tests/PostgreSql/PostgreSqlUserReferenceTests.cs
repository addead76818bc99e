namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlUserReferenceTests() : UserReferenceTests(Backend.PostgreSql);
