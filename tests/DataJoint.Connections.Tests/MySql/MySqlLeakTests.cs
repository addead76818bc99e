namespace DataJoint.Connections.Tests;

public sealed class MySqlLeakTests() : LeakTests(Backend.MySql);
