namespace DataJoint.Connections.Tests;

public sealed class MySqlPooledTests() : PooledTests(Backend.MySql);
