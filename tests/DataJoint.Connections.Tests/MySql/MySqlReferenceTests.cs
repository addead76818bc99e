namespace DataJoint.Connections.Tests;

public sealed class MySqlReferenceTests() : ReferenceTests(Backend.MySql);
