namespace DataJoint.Connections.Tests;

public sealed class MySqlSilenceTests() : SilenceTests(Backend.MySql);
