namespace DataJoint.Connections.Tests;

public sealed class MySqlLoginFaultTests() : LoginFaultTests(Backend.MySql);
