using DataJoint.Configuration;

namespace DataJoint.Secrets.Tests;

/// <summary>Keeps documents in memory, and notes each call.</summary>
internal sealed class FakeSecretManager : ISecretManager
{
    private readonly Lock _gate = new();

    public string Scheme => "fake";

    public int MaxDocuments { get; init; } = 1;

    /// <summary>Whom messages name.</summary>
    public Func<string?> Server { get; set; } = static () => null;

    public Dictionary<string, string> Documents { get; } = new(StringComparer.Ordinal);

    /// <summary>What cannot be had now.</summary>
    public HashSet<string> Busy { get; } = new(StringComparer.Ordinal);

    /// <summary>What each call asked for.</summary>
    public List<IReadOnlyList<string>> Calls { get; } = [];

    /// <summary>What a call does before it answers.</summary>
    public Func<int, CancellationToken, Task> Before { get; set; } = static (_, _) => Task.CompletedTask;

    public string? DescribeServer(SecretReference document) => Server();

    public string? FindProblem(SecretReference reference) => reference.Path == "wrong" ? "is wrong" : null;

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
    {
        int call;
        lock (_gate)
        {
            Calls.Add([.. documents.Select(document => document.Path)]);
            call = Calls.Count;
        }

        await Before(call, cancellationToken).ConfigureAwait(false);
        return [.. documents.Select(document => Documents.TryGetValue(document.Path, out string? text)
            ? new SecretAnswer(new Secret(text), "the tester")
            : Busy.Contains(document.Path) ? new SecretAnswer(SecretException.From(SecretRules.Unreachable, "busy", null, isTransient: true))
            : new SecretAnswer(SecretException.From(SecretRules.NotFound, "there is none", null, isTransient: false)))];
    }
}
