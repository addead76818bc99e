namespace DataJoint.Connections.Tests;

public sealed class MySqlUserReferenceTests() : UserReferenceTests(Backend.MySql);
