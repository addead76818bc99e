namespace DataJoint.Connections.Tests;

public sealed class MySqlAddressTests() : AddressTests(Backend.MySql);
