using System.Collections.Concurrent;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>Keeps documents in memory, reads up to three in one call, and fails as managers do: for what <see cref="ManagedSecrets"/> does by itself.</summary>
internal sealed class MemoryFixture : KeeperFixture
{
    private readonly ConcurrentDictionary<string, string> _documents = new();

    public override StandInFaults Faults { get; } = new();

    public override int MaxDocuments => 3;

    public override string Identity => "role reader";

    public override Task PutAsync(string name, string json)
    {
        _documents[name] = json;
        return Task.CompletedTask;
    }

    public override string ReferenceTo(string name) => $"ref+memory://{name}";

    public override Task<string> PutForbiddenAsync(string name, string json) => Task.FromResult(ReferenceTo("not-for-you/" + name));

    public override IBatchSecretResolver Open(SecretLimits limits) => new ManagedSecrets(new Memory(this, null), limits);

    public override IBatchSecretResolver OpenWithWrongLogin(SecretLimits limits) => new ManagedSecrets(new Memory(this, SecretRules.Refused), limits);

    public override IBatchSecretResolver OpenWithoutLogin(SecretLimits limits) => new ManagedSecrets(new Memory(this, SecretRules.NoIdentity), limits);

    public override IBatchSecretResolver OpenWithNobodyThere(SecretLimits limits) => new ManagedSecrets(new Memory(this, SecretRules.Unreachable), limits);

    private static SecretException Fail(DiagnosticRule rule) => SecretException.From(rule, $"{rule.Title} for role reader", null, rule == SecretRules.Unreachable);

    private sealed class Memory(MemoryFixture fixture, DiagnosticRule? failure) : ISecretManager
    {
        public string Scheme => "memory";

        public int MaxDocuments => fixture.MaxDocuments;

        public string? FindProblem(SecretReference reference) => null;

        public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
        {
            StandInResponse? other = await fixture.Faults.ApplyAsync(cancellationToken);
            return failure is not null ? throw Fail(failure)
                : other is { Status: not 200 } ? throw Fail(SecretRules.Unreachable)
                : [.. documents.Select(document => other is not null ? new SecretAnswer(new Secret(other.Body)) : Read(document.Path))];
        }

        private SecretAnswer Read(string path) =>
            path.StartsWith("not-for-you/", StringComparison.Ordinal) ? new SecretAnswer(Fail(SecretRules.Refused))
            : fixture._documents.TryGetValue(path, out string? json) ? new SecretAnswer(new Secret(json), fixture.Identity)
            : new SecretAnswer(Fail(SecretRules.NotFound));
    }
}
