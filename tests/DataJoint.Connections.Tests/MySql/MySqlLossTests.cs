namespace DataJoint.Connections.Tests;

public sealed class MySqlLossTests() : LossTests(Backend.MySql);
