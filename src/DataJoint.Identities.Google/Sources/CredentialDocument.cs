using System.Text.Json;
using DataJoint.Identities.Google.Tokens;

namespace DataJoint.Identities.Google.Sources;

/// <summary>A credential as Google writes it into a JSON file, or an object in one. Nothing of what it holds goes into a message.</summary>
internal sealed class CredentialDocument
{
    private readonly TokenService _service;
    private readonly string _origin;
    private readonly JsonElement _members;
    private readonly string _path;

    private CredentialDocument(TokenService service, string origin, JsonElement members, string path = "")
    {
        _service = service;
        _origin = origin;
        _members = members;
        _path = path;
        Scope = service.Options.Scope;
    }

    /// <summary>What tokens are asked for with it.</summary>
    public string Scope { get; private init; }

    private bool IsFromProject { get; init; }

    /// <summary>Understands a document.</summary>
    /// <param name="service">Gets the tokens.</param>
    /// <param name="json">The document.</param>
    /// <param name="origin">Where it comes from, for display.</param>
    /// <param name="isFromProject">Whether the project's own file gives it, which may be a stranger's: then it names neither a file nor an address.</param>
    /// <exception cref="GoogleIdentityException">It is not a credential, or of a kind that is not supported.</exception>
    public static ITokenSource Read(TokenService service, string json, string origin, bool isFromProject = false)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return new CredentialDocument(service, origin, parsed.RootElement.Clone()) { IsFromProject = isFromProject }.ToSource();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new CredentialDocument(service, origin, default).CreateException("it is not a JSON document with a credential");
        }
    }

    /// <summary>The credential that an object of this one holds, for the tokens with which one acts for a service account.</summary>
    /// <exception cref="GoogleIdentityException">It is missing, no credential, or of a kind that is not supported.</exception>
    public ITokenSource Source(string member)
    {
        var source = new CredentialDocument(_service, _origin, Section(member)._members, member + ".") { Scope = GoogleScopes.Platform, IsFromProject = IsFromProject };
        return source.Find("type") == "impersonated_service_account"
            ? throw source.CreateException("it acts for a service account itself; name the accounts between in delegates")
            : source.ToSource();
    }

    public string? Find(string member) => Value(member) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A number; <see langword="null"/> when it is missing.</summary>
    /// <exception cref="GoogleIdentityException">It is none.</exception>
    public int? Number(string member) => Value(member) is not { ValueKind: not JsonValueKind.Null } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number
        : throw CreateException($"{member} is not a number");

    /// <exception cref="GoogleIdentityException">It is missing.</exception>
    public string Text(string member) => Find(member) is { Length: > 0 } text ? text : throw CreateException($"{member} is missing");

    /// <summary>An array of texts; empty when it is missing.</summary>
    public IReadOnlyList<string> Texts(string member) => Value(member) is { ValueKind: JsonValueKind.Array } array
        ? [.. array.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)]
        : [];

    /// <summary>Names and texts of the object's members.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Members() => _members.ValueKind == JsonValueKind.Object
        ? [.. _members.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String)
            .Select(member => new KeyValuePair<string, string>(member.Name, member.Value.GetString()!))]
        : [];

    public bool Has(string member) => Value(member) is { ValueKind: not JsonValueKind.Null };

    /// <summary>An object in this one.</summary>
    /// <exception cref="GoogleIdentityException">It is missing.</exception>
    public CredentialDocument Section(string member) => Value(member) is { ValueKind: JsonValueKind.Object } section
        ? new CredentialDocument(_service, _origin, section, _path + member + ".") { Scope = Scope, IsFromProject = IsFromProject }
        : throw CreateException($"{member} is missing");

    /// <exception cref="GoogleIdentityException">It is not an address that a secret may be sent to.</exception>
    public Uri Address(string member, string usual) =>
        IsFromProject && Find(member) is { } written && !GoogleHosts.IsTokenService(written) ? throw RefuseReference(member)
        : Uri.TryCreate(Find(member) ?? usual, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            ? address
            : throw CreateException($"{member} must begin with https://");

    /// <summary>
    /// The address of a service of Google's. Such a document is not a secret and passes through many hands; what it says must not send tokens elsewhere. So a
    /// cloud other than Google's must be the one that the endpoint is in, and an emulator the one that it is.
    /// </summary>
    /// <exception cref="GoogleIdentityException">It is missing, or not Google's.</exception>
    public Uri GoogleAddress(string member, string service)
    {
        string universe = Find("universe_domain") ?? GoogleHosts.UsualUniverse;
        if (!GoogleHosts.IsDomain(universe) || (universe != GoogleHosts.UsualUniverse && !GoogleHosts.IsBelow(_service.Options.Service, universe)))
        {
            throw CreateException(
                "its universe_domain is another one than that of the endpoint", _service.Options.EndpointSetting is { } setting ? $"Set {setting} to one below that domain, if it is meant." : "Use a credential of Google's own cloud.");
        }

        return Uri.TryCreate(Text(member), UriKind.Absolute, out Uri? address) && address.UserInfo.Length == 0 && IsGoogle(address, service, universe)
            ? address
            : throw CreateException($"{member} must be an address of {service}.{universe} that begins with https://");
    }

    public GoogleIdentityException CreateException(string expected, string? hint = null) => new(
        GoogleIdentityFault.InvalidCredential,
        $"the credential from {_origin} is invalid: {(_path.Length == 0 ? "" : $"in {_path.TrimEnd('.')}, ")}{expected}.",
        hint ?? _service.Options.Remedy);

    private JsonElement? Value(string member) => _members.ValueKind == JsonValueKind.Object && _members.TryGetProperty(member, out JsonElement value) ? value : null;

    private bool IsGoogle(Uri address, string service, string universe) =>
        (address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && GoogleHosts.IsService(address.IdnHost, service, universe))
        || (_service.Options.Service.IsLoopback && GoogleHosts.AreSameServer(_service.Options.Service, address));

    private GoogleIdentityException RefuseReference(string what) => new(
        GoogleIdentityFault.ReferenceInProject,
        $"the credential from {_origin} has {what}, which names a file or an address, and the project's own file may not do that.",
        _service.Options.Remedy);

    private ITokenSource ToSource() => Find("type") switch
    {
        "external_account" or "impersonated_service_account" when IsFromProject => throw RefuseReference($"type {Find("type")}"),
        "service_account" => new ServiceAccount(_service, this, _origin),
        "authorized_user" => new SignedInUser(_service, this, _origin),
        "external_account" => new ExternalAccount(_service, this, _origin),
        "impersonated_service_account" => new ImpersonatedAccount(_service, this, _origin),
        _ => throw CreateException(
            "supported are keys of service accounts (service_account), users who signed in with gcloud (authorized_user), workload identity federation (external_account) and impersonation (impersonated_service_account)"),
    };
}
