namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlOpeningTests() : OpeningTests(Backend.PostgreSql);
