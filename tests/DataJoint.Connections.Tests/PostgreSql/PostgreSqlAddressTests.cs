namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlAddressTests() : AddressTests(Backend.PostgreSql);
