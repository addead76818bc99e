
namespace DataJoint.Secrets.Tests;

public sealed class AzureSuiteTests() : SecretManagerSuite(() => Task.FromResult<KeeperFixture>(new AzureFixture()));
