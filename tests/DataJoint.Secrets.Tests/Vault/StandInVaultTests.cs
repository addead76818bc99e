using DataJoint.Secrets.Tests.Suite;

namespace DataJoint.Secrets.Tests.Vault;

/// <summary>The stand-in of Vault's documented API.</summary>
public sealed class StandInVaultTests() : SecretManagerSuite(VaultFixture.StartAsync);
