namespace DataJoint.Connections.Tests;

public sealed class MariaDbRotationTests() : RotationTests(Backend.MariaDb);
