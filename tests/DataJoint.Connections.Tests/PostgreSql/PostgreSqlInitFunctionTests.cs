namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlInitFunctionTests() : InitFunctionTests(Backend.PostgreSql);
