using DataJoint.Secrets.Tests.Suite;

namespace DataJoint.Secrets.Tests;

public sealed class ManagedSecretsTests() : SecretManagerSuite(() => Task.FromResult<KeeperFixture>(new MemoryFixture()));
