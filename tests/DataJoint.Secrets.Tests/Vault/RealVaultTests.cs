using DataJoint.Secrets.Tests.Suite;

namespace DataJoint.Secrets.Tests.Vault;

/// <summary>A real server, when one is named for the tests; otherwise each test is skipped with the reason.</summary>
public sealed class RealVaultTests() : SecretManagerSuite(VaultFixture.StartRealAsync);
