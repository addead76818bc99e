namespace DataJoint.Connections.Tests;

public sealed class MySqlSecrecyTests() : SecrecyTests(Backend.MySql);
