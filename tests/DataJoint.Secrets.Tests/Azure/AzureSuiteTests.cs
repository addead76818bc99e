using DataJoint.Secrets.Tests.Suite;

namespace DataJoint.Secrets.Tests.Azure;

public sealed class AzureSuiteTests() : SecretManagerSuite(() => Task.FromResult<KeeperFixture>(new AzureFixture()));
