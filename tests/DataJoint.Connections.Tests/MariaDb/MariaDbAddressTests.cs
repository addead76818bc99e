namespace DataJoint.Connections.Tests;

public sealed class MariaDbAddressTests() : AddressTests(Backend.MariaDb);
