namespace DataJoint.Connections.Tests;

public sealed class MariaDbLockoutTests() : LockoutTests(Backend.MariaDb);
