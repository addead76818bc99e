namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlRotationTests() : RotationTests(Backend.PostgreSql);
