using System.Text.Json;

namespace DataJoint.Stores.Gcs;

/// <summary>A credential as Google writes it into a JSON file. Nothing of what it holds goes into a message.</summary>
internal sealed class CredentialDocument
{
    private readonly string _storeName;
    private readonly string _origin;
    private readonly Dictionary<string, string> _members;

    private CredentialDocument(string storeName, string origin, Dictionary<string, string> members)
    {
        _storeName = storeName;
        _origin = origin;
        _members = members;
    }

    /// <summary>Understands a document.</summary>
    /// <param name="service">Gets the tokens.</param>
    /// <param name="json">The document.</param>
    /// <param name="origin">Where it comes from, for people.</param>
    /// <exception cref="StoreException">It is no credential, or of a kind that is not supported.</exception>
    public static ITokenSource Read(TokenService service, string json, string origin)
    {
        var document = new CredentialDocument(service.StoreName, origin, []);
        try
        {
            using var parsed = JsonDocument.Parse(json);
            foreach (var member in parsed.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String))
            {
                document._members[member.Name] = member.Value.GetString()!;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw document.Refuse("it is no JSON document with a credential");
        }

        return document.Find("type") switch
        {
            "service_account" => new ServiceAccount(service, document, origin),
            "authorized_user" => new SignedInUser(service, document, origin),
            _ => throw document.Refuse("only keys of service accounts (service_account) and users who signed in with gcloud (authorized_user) are supported"),
        };
    }

    public string? Find(string member) => _members.GetValueOrDefault(member);

    /// <exception cref="StoreException">It is missing.</exception>
    public string Text(string member) => Find(member) is { Length: > 0 } text ? text : throw Refuse($"{member} is missing");

    /// <exception cref="StoreException">It is no address that a secret may be sent to.</exception>
    public Uri Address(string member, string usual) =>
        Uri.TryCreate(Find(member) ?? usual, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            ? address
            : throw Refuse($"{member} must begin with https://");

    public StoreException Refuse(string expected) => new(
        StoreErrorCode.InvalidAttribute, _storeName, null, $"the credential from {_origin} is of no use: {expected}.")
    {
        Hint = $"Run: djc secrets set stores.{_storeName}.token",
    };
}
