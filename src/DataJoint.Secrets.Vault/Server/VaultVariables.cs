using DataJoint.Configuration;

namespace DataJoint.Secrets.Vault.Server;

/// <summary>
/// The environment variables that Vault's and OpenBao's own programs read. Those of one product are used together: a token that is meant for one server
/// never goes to the other. They are read once, together.
/// </summary>
internal sealed class VaultVariables
{
    private const string Vault = "VAULT_";
    private const string OpenBao = "BAO_";

    private const string Address = "ADDR";

    private static readonly string[] Names =
    [
        "NAMESPACE", "CACERT", "CACERT_BYTES", "CAPATH", "TLS_SERVER_NAME", "AUTH_MOUNT", "TOKEN", "ROLE_ID", "ROLE_ID_FILE", "SECRET_ID", "SECRET_ID_FILE",
        "K8S_ROLE", "K8S_TOKEN_PATH", "ROLE", "JWT", "JWT_FILE", "JWT_AUDIENCE", "ID_TOKEN", "ID_TOKEN_FILE",
    ];

    private readonly string _prefix;
    private readonly Dictionary<string, string?> _values;

    public VaultVariables(HostEnvironment host)
    {
        string? vault = host.FindVariable(Vault + Address);
        string? openBao = host.FindVariable(OpenBao + Address);
        _prefix = vault is null && openBao is not null ? OpenBao : Vault;
        _values = Names.ToDictionary(name => name, name => host.FindVariable(_prefix + name), StringComparer.Ordinal);
        _values[Address] = vault ?? openBao;
    }

    /// <summary>Who is asked, by name.</summary>
    public string Product => _prefix == Vault ? "Vault" : "OpenBao";

    /// <summary>The whole name of a variable.</summary>
    public string NameOf(string name) => _prefix + name;

    /// <summary>A variable's value, or null.</summary>
    public string? Find(string name) => _values[name];

    /// <summary>Whether another reading found the same.</summary>
    public bool IsSame(VaultVariables other) => _prefix == other._prefix && _values.All(pair => pair.Value == other._values[pair.Key]);

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
