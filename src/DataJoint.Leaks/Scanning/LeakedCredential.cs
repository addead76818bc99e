using DataJoint.Configuration;

namespace DataJoint.Leaks;

/// <summary>What a leak gives away, and what stands beside it: kept only where somebody asks for it. A class and no record, which would print it.</summary>
public sealed class LeakedCredential
{
    internal LeakedCredential(Secret secret) => Secret = secret;

    /// <summary>The password, key or token, without the encoding that it was found in.</summary>
    public Secret Secret { get; }

    /// <summary>The user, account or access key that stands beside it; null when there is none. It may be secret, too.</summary>
    public string? User { get; internal init; }

    /// <summary>The host or endpoint that stands beside it; null when there is none.</summary>
    public string? Host { get; internal init; }

    /// <summary>The port that stands beside it; null when there is none.</summary>
    public int? Port { get; internal init; }

    /// <summary>The mask.</summary>
    /// <returns>Always <c>********</c>.</returns>
    public override string ToString() => Secret.ToString();
}
