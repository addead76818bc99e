namespace DataJoint.Connections.Tests;

public sealed class MariaDbInitFunctionTests() : InitFunctionTests(Backend.MariaDb);
