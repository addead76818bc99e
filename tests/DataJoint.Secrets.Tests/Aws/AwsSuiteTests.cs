
namespace DataJoint.Secrets.Tests;

public sealed class AwsSuiteTests() : SecretManagerSuite(AwsFixture.StartAsync);
