using System.Collections.Concurrent;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Logins;
using DataJoint.Secrets.Vault.Server;

namespace DataJoint.Secrets.Vault.Engines;

/// <summary>Which engine a path leads to: Vault is asked once for each, as its own program asks before <c>vault kv get</c>.</summary>
internal sealed class VaultMounts(VaultSession session, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string? Namespace, string First), SemaphoreSlim> _gates = new();
    private readonly ConcurrentDictionary<(string? Namespace, string Path), VaultMount> _known = new();

    /// <exception cref="SecretException">The path leads to none, or to one that keeps no values.</exception>
    public async Task<VaultMount> FindAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        string? name = VaultPath.NamespaceIn(reference);
        if (FindKnown(name, reference.Path) is VaultMount known)
        {
            return known;
        }

        // Of many paths that begin alike one asks, and the others wait for what it learns.
        SemaphoreSlim gate = _gates.GetOrAdd((name, reference.Path.Split('/')[0]), static _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return FindKnown(name, reference.Path) ?? await AskAsync(reference, name, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Forgets one: it may have been upgraded to another version.</summary>
    public void Forget(SecretReference reference, VaultMount mount) => _known.TryRemove((VaultPath.NamespaceIn(reference), mount.Path), out _);

    private VaultMount? FindKnown(string? name, string path) => _known
        .Where(pair => pair.Key.Namespace == name && path.StartsWith(pair.Key.Path, StringComparison.Ordinal)).Select(pair => pair.Value).FirstOrDefault();

    private async Task<VaultMount> AskAsync(SecretReference reference, string? name, CancellationToken cancellationToken)
    {
        (VaultReply reply, VaultToken token) = await session.AskAsync(
            text => new VaultQuestion(HttpMethod.Get, "sys/internal/ui/mounts/" + reference.Path) { Token = text, Namespace = name }, cancellationToken).ConfigureAwait(false);
        string path = Display.Sanitize(reference.Path);
        if (reply.Status == 404)
        {
            // A server that is older than the question. The versions are told apart by trying.
            return new VaultMount(reference.Path.Split('/')[0] + "/", 0);
        }

        if (reply.Status == 403)
        {
            throw SecretException.From(
                SecretRules.Refused, $"{await token.IdentifyAsync(time, cancellationToken).ConfigureAwait(false)}: permission denied for {path}, or no engine is mounted there",
                "Check the path, and give the identity a policy that lets it read the secret.", isTransient: false);
        }

        string found = VaultReply.Text(reply.Data, "path") ?? throw VaultReplies.Unexpected(session.Client, reply);
        string type = VaultReply.Text(reply.Data, "type") ?? "";
        if (type is not ("kv" or "generic" or "cubbyhole"))
        {
            throw SecretException.From(
                SecretRules.NotFound, $"{path} is in {Display.Quote(found)}, an engine of type {Display.Quote(type)}, and one of type \"kv\" is expected",
                type == "database" ? "Write: ref+vaultdb://mount/role#/password" : null, isTransient: false);
        }

        JsonElement options = VaultReply.Member(reply.Data, "options");
        return _known[(name, found)] = new VaultMount(found, VaultReply.Text(options, "version") == "2" ? 2 : 1);
    }
}
