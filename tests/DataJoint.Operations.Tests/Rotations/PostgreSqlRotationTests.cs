using DataJoint.Connections.Tests;

namespace DataJoint.Operations.Tests;

public sealed class PostgreSqlRotationTests() : DatabaseRotationTests(Backend.PostgreSql);
