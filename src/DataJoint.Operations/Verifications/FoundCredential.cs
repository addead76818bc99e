using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Operations.Verifications;

/// <summary>A credential that was found, and what tells where it belongs. A class and not a record: a record would print it.</summary>
internal sealed class FoundCredential(LeakRule rule, string name, Secret secret)
{
    /// <summary>How it was found.</summary>
    public LeakRule Rule => rule;

    /// <summary>What stands before it, and its path; or the key of a setting.</summary>
    public string Name => name;

    public Secret Secret => secret;

    /// <summary>The user, account or access key that belongs to it, or null.</summary>
    public string? User { get; init; }

    /// <summary>The host that stands beside it, or null.</summary>
    public string? Host { get; init; }

    /// <summary>The port that stands beside it, or null.</summary>
    public int? Port { get; init; }

    /// <summary>That of a leak; null when the scan did not keep it.</summary>
    public static FoundCredential? From(Leak leak) => leak.Credential is not LeakedCredential found ? null
        : new FoundCredential(leak.Rule, leak.Excerpt + " " + leak.Path, found.Secret) { User = found.User, Host = found.Host, Port = found.Port };

    public override string ToString() => Secret.ToString();
}
