using DataJoint.Connections.Tests;

namespace DataJoint.Operations.Tests;

public sealed class MariaDbRotationTests() : DatabaseRotationTests(Backend.MariaDb);
