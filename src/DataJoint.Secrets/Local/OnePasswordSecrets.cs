using DataJoint.Configuration;

namespace DataJoint.Secrets.Local;

/// <summary><c>ref+op://vault/item/field</c>: what 1Password keeps, read by its program <c>op</c>. See https://developer.1password.com/docs/cli/secret-references.</summary>
internal sealed class OnePasswordSecrets(SecretContext context) : ISecretManager
{
    private const string Program = "op";

    public string Scheme => Program;

    public int MaxDocuments => 1;

    public string? FindProblem(SecretReference reference) =>
        reference.Path.Split('/') is not { Length: 3 or 4 } parts || parts.Any(string.IsNullOrWhiteSpace) ? "does not name a field: write vault/item/field, or vault/item/section/field"
        : reference.Query.Count > 0 ? "has a query, and none is expected"
        : reference.Path.Contains('\0', StringComparison.Ordinal) ? "holds a NUL character"
        : null;

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
    {
        string path = ProgramPath.Find(Program, context, "Install the 1Password command-line tool: https://developer.1password.com/docs/cli");

        // Away from the project: nothing that lies there is meant for it.
        string[] arguments = ["read", $"op://{documents[0].Path}"];
        Secret secret = await ProgramOutput.ReadAsync(path, arguments, Path.GetPathRoot(path)!, ProgramVariables.IsOnePasswords, cancellationToken).ConfigureAwait(false);
        return [new SecretAnswer(secret, "the account that op is signed in to")];
    }
}
