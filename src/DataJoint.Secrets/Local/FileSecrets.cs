using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Secrets.Local;

/// <summary><c>ref+file://path</c>: a file of UTF-8 text, without the white space around it. A relative path begins at the project's root.</summary>
internal sealed class FileSecrets(SecretContext context) : ISecretManager
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Scheme => "file";

    public int MaxDocuments => 1;

    public string? FindProblem(SecretReference reference) =>
        reference.Query.Count > 0 ? "has a query, and files have none"
        : reference.Path.Contains('\0', StringComparison.Ordinal) ? "holds a NUL character"
        : Find(reference.Path, context) is null ? "has a relative path, and there is no project"
        : null;

    public Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SecretAnswer>>([.. documents.Select(Read)]);

    private SecretAnswer Read(SecretReference document)
    {
        string shown = Display.Sanitize(document.Path, 200);
        try
        {
            string path = Find(document.Path, context)!;
            return NamedFile.FindProblem(path) is null && NamedFile.FindProblem(path, MaxBytes) is not null
                ? Fail(SecretRules.TooLarge, $"the file {shown} is larger than the limit of {MaxBytes >> 20} MiB", "Name the file that holds the secret, and nothing else.")
                : new SecretAnswer(new Secret(Decode(NamedFile.Read(path, MaxBytes)).Trim()));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Fail(SecretRules.NotFound, $"the file {shown} does not exist", "Correct the path, or create the file.");
        }
        catch (DecoderFallbackException)
        {
            // The cause shows bytes of the secret.
            return Fail(SecretRules.Unresolved, $"the file {shown} is not UTF-8 text", "Save it as UTF-8; what is not text cannot be a secret here.");
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

    /// <summary>A byte-order mark says which encoding it is; Windows PowerShell writes UTF-16 so.</summary>
    private static string Decode(byte[] bytes)
    {
        using StreamReader reader = new(new MemoryStream(bytes), Strict);
        return reader.ReadToEnd();
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
