namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlStarvationTests() : StarvationTests(Backend.PostgreSql);
