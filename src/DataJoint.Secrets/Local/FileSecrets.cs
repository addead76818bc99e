using DataJoint.Configuration;

namespace DataJoint.Secrets.Local;

/// <summary><c>ref+file://path</c>: a file of UTF-8 text, without the white space around it. A relative path begins at the project's root.</summary>
internal sealed class FileSecrets(SecretContext context) : ISecretManager
{
    public const int MaxBytes = 1024 * 1024;

    public string Scheme => "file";

    public int MaxDocuments => 1;

    public string? FindProblem(SecretReference reference) =>
        reference.Query.Count > 0 ? "has a query, and files have none"
        : Find(reference.Path, context) is null ? "has a relative path, and there is no project"
        : null;

    public Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SecretAnswer>>([.. documents.Select(Read)]);

    private SecretAnswer Read(SecretReference document)
    {
        string shown = Display.Sanitize(document.Path, 200);
        try
        {
            return new SecretAnswer(new Secret(NamedFile.ReadText(Find(document.Path, context)!, MaxBytes).Trim()));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Fail(SecretRules.NotFound, $"the file {shown} does not exist", "Correct the path, or create the file.");
        }
        catch (UnauthorizedAccessException)
        {
            return Fail(SecretRules.Refused, $"the file {shown} may not be read: permission denied", "Give this user the right to read it.");
        }
        catch (IOException error)
        {
            return Fail(SecretRules.NotFound, $"the file {shown} cannot be read: {error.Message}", "Name a regular file.");
        }
    }

    private static SecretAnswer Fail(DiagnosticRule rule, string message, string hint) => new(SecretException.From(rule, message, hint, isTransient: false));

    /// <summary>The file that a path means.</summary>
    /// <returns>Null for a relative one without a project.</returns>
    public static string? Find(string path, SecretContext context) =>
        Path.IsPathRooted(path) ? path
        : path.StartsWith("~/", StringComparison.Ordinal) && context.HostEnvironment.FindHomeDirectory() is string home ? Path.Combine(home, path[2..])
        : context.ProjectRoot is string root ? Path.Combine(root, path)
        : context.HostEnvironment.FindCurrentDirectory() is string current ? Path.Combine(current, path) : null;
}
