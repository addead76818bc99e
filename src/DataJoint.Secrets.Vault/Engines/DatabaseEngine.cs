using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Logins;

namespace DataJoint.Secrets.Vault.Engines;

/// <summary><c>ref+vaultdb://mount/role#/username</c> and <c>#/password</c>: a user that a database engine makes for a while.</summary>
internal sealed class DatabaseEngine(SecretContext context, TimeProvider time) : ISecretManager
{
    private readonly ConditionalWeakTable<VaultSession, ConcurrentDictionary<(string? Namespace, string Path), Lazy<LeasedRole>>> _roles = new();

    public string Scheme => "vaultdb";

    public int MaxDocuments => 1;

    public string? DescribeServer(SecretReference document) => VaultSession.For(context.HostEnvironment).Client.Name;

    public string? FindProblem(SecretReference reference) => VaultPath.FindProblem(reference, VaultPath.Namespace)
        ?? (reference.Field is "/username" or "/password" ? null : "does not say which part is meant: write #/username or #/password");

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
    {
        DatabaseLease lease = await RoleOf(documents[0]).GetAsync(cancellationToken).ConfigureAwait(false);
        return [new SecretAnswer(lease.Document, await lease.Token.IdentifyAsync(time, cancellationToken).ConfigureAwait(false))];
    }

    /// <summary>The role that a reference names, the same one until the environment names another server or login.</summary>
    public LeasedRole RoleOf(SecretReference reference)
    {
        var session = VaultSession.For(context.HostEnvironment);
        return _roles.GetValue(session, static _ => new ConcurrentDictionary<(string? Namespace, string Path), Lazy<LeasedRole>>())
            .GetOrAdd((VaultPath.NamespaceIn(reference), reference.Path), key => new Lazy<LeasedRole>(() => new LeasedRole(session, time, key.Namespace, key.Path))).Value;
    }
}
