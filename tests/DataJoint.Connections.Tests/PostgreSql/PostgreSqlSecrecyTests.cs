namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlSecrecyTests() : SecrecyTests(Backend.PostgreSql);
