namespace DataJoint.Connections.Tests;

public sealed class MySqlWrongServerTests() : WrongServerTests(Backend.MySql);
