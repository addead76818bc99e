using DataJoint.Secrets.Tests.Suite;

namespace DataJoint.Secrets.Tests.Aws;

public sealed class AwsSuiteTests() : SecretManagerSuite(AwsFixture.StartAsync);
