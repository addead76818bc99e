namespace DataJoint.Connections.Tests;

public sealed class MySqlDeadlineTests() : DeadlineTests(Backend.MySql);
