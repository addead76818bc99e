namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlSilenceTests() : SilenceTests(Backend.PostgreSql);
