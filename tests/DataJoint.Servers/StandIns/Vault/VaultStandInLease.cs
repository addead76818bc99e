namespace DataJoint.Servers;

/// <summary>Credentials that <see cref="VaultStandIn"/> made.</summary>
public sealed class VaultStandInLease
{
    internal VaultStandInLease(string id, string token) => (Id, Token) = (id, token);

    public string Id { get; }

    public DateTimeOffset Until { get; internal set; }

    /// <summary>No renewal makes it good beyond this time.</summary>
    public DateTimeOffset Last { get; internal init; }

    internal string Token { get; }
}
