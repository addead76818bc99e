
namespace DataJoint.Secrets.Tests;

/// <summary>The stand-in of Vault's documented API.</summary>
public sealed class StandInVaultTests() : SecretManagerSuite(VaultFixture.StartAsync);
