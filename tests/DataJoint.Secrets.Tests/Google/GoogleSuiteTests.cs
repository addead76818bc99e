
namespace DataJoint.Secrets.Tests;

public sealed class GoogleSuiteTests() : SecretManagerSuite(() => Task.FromResult<KeeperFixture>(new GoogleFixture()));
