using DataJoint.Configuration;

namespace DataJoint.Secrets;

/// <summary>An access key and its secret. A class and not a record: a record would print the secret.</summary>
/// <param name="id">The key's id, which requests carry.</param>
/// <param name="secretKey">The secret that signs them.</param>
public sealed class AccessKeyPair(string id, Secret secretKey)
{
    /// <summary>The key's id.</summary>
    public string Id { get; } = id ?? throw new ArgumentNullException(nameof(id));

    /// <summary>The secret that signs requests.</summary>
    public Secret SecretKey { get; } = secretKey ?? throw new ArgumentNullException(nameof(secretKey));

    /// <summary>Neither of the two.</summary>
    /// <returns>The redaction of a secret.</returns>
    public override string ToString() => SecretKey.ToString();
}
