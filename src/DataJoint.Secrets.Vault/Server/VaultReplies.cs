using DataJoint.Configuration;

namespace DataJoint.Secrets.Vault.Server;

/// <summary>What is said of replies that nobody expects.</summary>
internal static class VaultReplies
{
    /// <summary>A reply in another form than Vault's API has. It is not repeated: it may hold anything.</summary>
    public static SecretException Unexpected(VaultClient client, VaultReply reply) => reply.IsSuccess
        ? new SecretException($"{client.Name} answered in a form that Vault's API does not have", "Check that the address is that of a Vault server.")
        : new SecretException($"{client.Name} answered with HTTP {reply.Status}", "Check the reference, and that the address is that of a Vault server.");
}
