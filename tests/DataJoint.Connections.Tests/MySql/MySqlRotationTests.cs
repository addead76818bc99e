namespace DataJoint.Connections.Tests;

public sealed class MySqlRotationTests() : RotationTests(Backend.MySql);
