namespace DataJoint.Connections.Tests;

public sealed class MySqlIdleTests() : IdleTests(Backend.MySql);
