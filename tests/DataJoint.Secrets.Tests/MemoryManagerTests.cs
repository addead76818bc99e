
namespace DataJoint.Secrets.Tests;

public sealed class MemoryManagerTests() : SecretManagerSuite(() => Task.FromResult<KeeperFixture>(new MemoryFixture()));
