using System.Globalization;
using System.Runtime.CompilerServices;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Logins;

namespace DataJoint.Secrets.Vault.Engines;

/// <summary><c>ref+vault://mount/path#/field</c>: what a key/value engine keeps, of version 1 or 2.</summary>
internal sealed class KeyValueEngine(SecretContext context, TimeProvider time) : IWritableSecretManager
{
    private readonly ConditionalWeakTable<VaultSession, KeyValueReader> _readers = new();

    public string Scheme => "vault";

    public int MaxDocuments => 1;

    public string? DescribeServer(SecretReference document) => VaultSession.For(context.HostEnvironment).Client.Name;

    public string? FindProblem(SecretReference reference) => VaultPath.FindProblem(reference, KeyValueReader.Version, VaultPath.Namespace)
        ?? (reference.Query.TryGetValue(KeyValueReader.Version, out string? version)
            && !(int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
            ? "has a version that is not a positive number" : null);

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
    {
        return [await Reader().ReadAsync(documents[0], cancellationToken).ConfigureAwait(false)];
    }

    public string? FindWriteProblem(SecretReference reference) => reference.Query.ContainsKey(KeyValueReader.Version) ? "names a version, and a new one is made" : null;

    public Task WriteAsync(SecretReference document, Func<Secret, Secret> edit, CancellationToken cancellationToken) => Reader().WriteAsync(document, edit, cancellationToken);

    private KeyValueReader Reader() => _readers.GetValue(VaultSession.For(context.HostEnvironment), session => new KeyValueReader(session, time));
}
