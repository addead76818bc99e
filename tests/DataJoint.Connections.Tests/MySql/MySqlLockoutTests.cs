namespace DataJoint.Connections.Tests;

public sealed class MySqlLockoutTests() : LockoutTests(Backend.MySql);
