using DataJoint.Configuration;

namespace DataJoint.Operations.Verifications;

/// <summary>A login or a key pair that is to be tried, and where. A class and not a record: a record would print it.</summary>
internal sealed class CredentialPair(string target, string? user, Secret secret)
{
    /// <summary>Where: <c>host:port</c> of a database server, or <c>stores.NAME</c>.</summary>
    public string Target => target;

    /// <summary>The user; null where the configured one is meant, and for stores.</summary>
    public string? User => user;

    public Secret Secret => secret;

    /// <summary>The store; null for the database.</summary>
    public string? Store { get; init; }

    /// <summary>The store's attributes that were found, with their values; none where the configured ones are meant.</summary>
    public IReadOnlyList<(string Attribute, Secret Value)> Found { get; init; } = [];

    /// <summary>Another database server than the configured one, which somebody confirmed; null for the configured one.</summary>
    public (string Host, int? Port)? Elsewhere { get; init; }

    /// <summary>The surer it is that it belongs there, the lower; those are tried first.</summary>
    public required int Rank { get; init; }

    public bool IsSame(CredentialPair other) =>
        Target == other.Target && User == other.User && Secret.Equals(other.Secret) && Found.Select(each => each.Value).SequenceEqual(other.Found.Select(each => each.Value));

    public override string ToString() => Target;
}
