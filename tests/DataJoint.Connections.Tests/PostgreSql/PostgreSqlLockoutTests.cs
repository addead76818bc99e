namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlLockoutTests() : LockoutTests(Backend.PostgreSql);
