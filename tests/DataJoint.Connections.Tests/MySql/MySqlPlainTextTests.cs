namespace DataJoint.Connections.Tests;

public sealed class MySqlPlainTextTests() : PlainTextTests(Backend.MySql);
