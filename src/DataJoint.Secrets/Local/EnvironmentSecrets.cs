using DataJoint.Configuration;

namespace DataJoint.Secrets.Local;

/// <summary><c>ref+env://NAME</c>: another environment variable.</summary>
internal sealed class EnvironmentSecrets(SecretContext context) : ISecretManager
{
    public string Scheme => "env";

    public int MaxDocuments => int.MaxValue;

    public string? FindProblem(SecretReference reference) => reference.Path.AsSpan().ContainsAny('=', '/', '\0') || reference.Query.Count > 0 ? "does not name a variable" : null;

    public Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SecretAnswer>>([.. documents.Select(Read)]);

    private SecretAnswer Read(SecretReference document) => context.HostEnvironment.FindVariable(document.Path) is string text
        ? new SecretAnswer(new Secret(text))
        : new SecretAnswer(SecretException.From(
            SecretRules.NotFound, $"the environment variable {Display.Sanitize(document.Path)} is not set", "Set it where the program is started.", isTransient: false));
}
