namespace DataJoint.Connections.Tests;

public sealed class MySqlStarvationTests() : StarvationTests(Backend.MySql);
