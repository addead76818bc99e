
namespace DataJoint.Secrets.Tests;

/// <summary>A real server, when one is named for the tests; otherwise each test is skipped with the reason.</summary>
public sealed class RealVaultTests() : SecretManagerSuite(VaultFixture.StartRealAsync);
