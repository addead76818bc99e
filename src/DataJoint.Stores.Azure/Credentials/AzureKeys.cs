using DataJoint.Configuration;

namespace DataJoint.Stores.Azure.Credentials;

/// <summary>The credential that a configuration gives a store: of several the first of connection string, key and shared access signature.</summary>
internal sealed class AzureKeys : IEquatable<AzureKeys>
{
    private AzureKeys(string? attribute, Secret? secret, Origin? origin)
    {
        Attribute = attribute;
        Secret = secret;
        Origin = origin;
    }

    /// <summary><c>connection_string</c>, <c>account_key</c>, <c>sas_token</c>, or <see langword="null"/>: none is given.</summary>
    public string? Attribute { get; }

    public Secret? Secret { get; }

    public Origin? Origin { get; }

    public static AzureKeys From(StoreSpec spec)
    {
        foreach (string attribute in (string[])["connection_string", "account_key", "sas_token"])
        {
            if (spec.GetSecret(attribute) is { } secret && secret.Reveal().Length > 0)
            {
                return new AzureKeys(attribute, secret, spec.OriginOf(attribute));
            }
        }

        return new AzureKeys(null, null, null);
    }

    public bool Equals(AzureKeys? other) => other is not null && Attribute == other.Attribute && Equals(Secret, other.Secret);

    public override bool Equals(object? obj) => Equals(obj as AzureKeys);

    public override int GetHashCode() => HashCode.Combine(Attribute, Secret);
}
