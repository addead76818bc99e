namespace DataJoint.Connections.Tests;

public sealed class MariaDbLossTests() : LossTests(Backend.MariaDb);
