namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlLossTests() : LossTests(Backend.PostgreSql);
