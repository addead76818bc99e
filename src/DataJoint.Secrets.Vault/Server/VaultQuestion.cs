using DataJoint.Configuration;

namespace DataJoint.Secrets.Vault.Server;

/// <summary>One request of Vault's HTTP API. It may carry secrets, so it is printed nowhere.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="path">What follows <c>/v1/</c>, not escaped; no secret.</param>
internal sealed class VaultQuestion(HttpMethod method, string path)
{
    public HttpMethod Method => method;

    public string Path => path;

    /// <summary>What follows the path, with its question mark; empty without.</summary>
    public string Query { get; init; } = "";

    /// <summary>Null for the one that the environment names.</summary>
    public string? Namespace { get; init; }

    /// <summary>Null before a login.</summary>
    public Secret? Token { get; init; }

    public IReadOnlyDictionary<string, string>? Body { get; init; }

    /// <summary>The body as JSON, where it has more than texts.</summary>
    public byte[]? Json { get; init; }

    /// <summary>Whose token it is, and whether it is good.</summary>
    public static VaultQuestion LookUpSelf(Secret token) => new(HttpMethod.Get, "auth/token/lookup-self") { Token = token };
}
