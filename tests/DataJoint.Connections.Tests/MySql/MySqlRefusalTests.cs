namespace DataJoint.Connections.Tests;

public sealed class MySqlRefusalTests() : RefusalTests(Backend.MySql);
