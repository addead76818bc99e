using DataJoint.Configuration;

namespace DataJoint.Secrets.Vault.Server;

/// <summary>
/// The environment variables that Vault's and OpenBao's own programs read. Those of one product are used together: a token that is meant for one server
/// never goes to the other.
/// </summary>
internal sealed class VaultVariables
{
    private const string Vault = "VAULT_";
    private const string OpenBao = "BAO_";

    private readonly HostEnvironment _host;
    private readonly string _prefix;

    public VaultVariables(HostEnvironment host)
    {
        _host = host;
        _prefix = host.FindVariable(Vault + "ADDR") is null && host.FindVariable(OpenBao + "ADDR") is not null ? OpenBao : Vault;
    }

    /// <summary>Who is asked, by name.</summary>
    public string Product => _prefix == Vault ? "Vault" : "OpenBao";

    /// <summary>The whole name of a variable.</summary>
    public string NameOf(string name) => _prefix + name;

    /// <summary>A variable's value, or null.</summary>
    public string? Find(string name) => _host.FindVariable(_prefix + name);

    /// <summary>What a variable holds, or what the file holds that the variable with <c>_FILE</c> names.</summary>
    /// <returns>The text and the variable's whole name, or null.</returns>
    public (Secret Text, string Origin)? FindText(string name) =>
        Find(name) is string text ? (new Secret(text.Trim()), NameOf(name))
        : Find(name + "_FILE") is string path ? (ReadFile(path, $"the file that {NameOf(name + "_FILE")} names"), NameOf(name + "_FILE"))
        : null;

    /// <summary>A file's text, without the white space around it.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="origin">What it is, as the beginning of a sentence.</param>
    /// <exception cref="SecretException">It cannot be read.</exception>
    public static Secret ReadFile(string path, string origin)
    {
        const int maxBytes = 64 * 1024;
        try
        {
            return new Secret(NamedFile.ReadText(Path.GetFullPath(path), maxBytes).Trim());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A secret that was put where its path belongs must not be shown.
            throw SecretException.From(SecretRules.NoIdentity, $"{origin} cannot be read: {error.Message}", null, isTransient: false);
        }
    }
}
