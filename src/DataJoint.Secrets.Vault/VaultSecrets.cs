using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Engines;

namespace DataJoint.Secrets.Vault;

/// <summary>References to secrets in HashiCorp Vault and OpenBao: <c>ref+vault://mount/path#/field</c> and <c>ref+vaultdb://mount/role#/password</c>.</summary>
public static class VaultSecrets
{
    /// <summary>Registers the schemes. With a package reference this happens by itself.</summary>
    public static void Register()
    {
        SecretSchemes.Register("vault", static context => new ManagedSecrets(new KeyValueEngine(context, TimeProvider.System)));
        SecretSchemes.Register("vaultdb", static context => new ManagedSecrets(new DatabaseEngine(context, TimeProvider.System)));
    }

    /// <summary>
    /// Revokes the database users that this process has leased, within two seconds. At the process's orderly end this happens by itself; a program that ends itself
    /// in another way, as by a signal, calls it before. It never fails: a lease that is not revoked ends by itself.
    /// </summary>
    public static void RevokeLeases() => Task.Run(LeaseEnd.RevokeAllAsync).Wait(LeaseEnd.Limit);
}
