namespace DataJoint.Connections.Tests;

public sealed class MySqlOpeningTests() : OpeningTests(Backend.MySql);
