namespace DataJoint.Connections.Tests;

public sealed class MySqlInitFunctionTests() : InitFunctionTests(Backend.MySql);
