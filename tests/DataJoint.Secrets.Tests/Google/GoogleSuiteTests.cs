using DataJoint.Secrets.Tests.Suite;

namespace DataJoint.Secrets.Tests.Google;

public sealed class GoogleSuiteTests() : SecretManagerSuite(() => Task.FromResult<KeeperFixture>(new GoogleFixture()));
