using DataJoint.Configuration;

namespace DataJoint.Secrets.Local;

/// <summary><c>ref+exec://program?arg=…&amp;arg=…</c>: what a program prints. Off unless it is asked for.</summary>
internal sealed class ExecSecrets(SecretContext context) : ISecretManager
{
    private const string Argument = "arg";

    public string Scheme => "exec";

    public int MaxDocuments => 1;

    public string? FindProblem(SecretReference reference) =>
        reference.Path.AsSpan().ContainsAny('/', '\\') && !Path.IsPathFullyQualified(reference.Path) ? "names a program by a relative path: write its absolute path, or a name that is in PATH"
        : reference.Parameters.Any(parameter => parameter.Key != Argument) ? "has a parameter that is not arg: write ?arg=…&arg=…"
        : reference.Parameters.Any(parameter => parameter.Value.Contains('\0', StringComparison.Ordinal)) || reference.Path.Contains('\0', StringComparison.Ordinal) ? "holds a NUL character"
        : OperatingSystem.IsWindows() && Path.GetExtension(reference.Path).ToUpperInvariant() is ".BAT" or ".CMD" ? "names a script of the shell, which would read the arguments"
        : null;

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
    {
        SecretReference document = documents[0];
        string name = Display.Sanitize(document.Path);
        if (!context.AllowsPrograms)
        {
            throw SecretException.From(SecretRules.ProgramNotAllowed, $"the reference would run the program {name}, and that is not allowed", null, isTransient: false);
        }

        string path = Path.IsPathFullyQualified(document.Path) ? document.Path : ProgramPath.Find(document.Path, context, "Install it, or write its absolute path.");
        string directory = context.ProjectRoot ?? context.HostEnvironment.FindCurrentDirectory() ?? Path.GetPathRoot(path)!;
        IEnumerable<string> arguments = document.Parameters.Select(parameter => parameter.Value);
        Secret secret = await ProgramOutput.ReadAsync(path, arguments, directory, ProgramVariables.IsForeign, cancellationToken).ConfigureAwait(false);
        return [new SecretAnswer(secret, $"the program {name}")];
    }
}
