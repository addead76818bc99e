using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Operations.Verifications;

/// <summary>A credential that was found, what tells where it belongs, and what became of it so far. A class and not a record: a record would print it.</summary>
internal sealed class FoundCredential(LeakRule rule, string name, Secret secret)
{
    /// <summary>How it was found.</summary>
    public LeakRule Rule => rule;

    /// <summary>What stands before it, and its path; or the key of a setting.</summary>
    public string Name => name;

    public Secret Secret => secret;

    /// <summary>Whether a server has let it in.</summary>
    public bool HasWorked { get; init; }

    /// <summary>The accounts (<see cref="PairFinder.AccountOf"/>) for which it was refused. It is not sent there again: more refusals might lock them.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <summary>The user, account or access key that belongs to it, or null.</summary>
    public string? User { get; init; }

    /// <summary>The host that stands beside it, or null.</summary>
    public string? Host { get; init; }

    /// <summary>The port that stands beside it, or null.</summary>
    public int? Port { get; init; }

    /// <summary>That of a leak; null when the scan did not keep it.</summary>
    public static FoundCredential? From(Leak leak) => leak.Credential is not LeakedCredential found ? null
        : new FoundCredential(leak.Rule, leak.Excerpt + " " + leak.Path, found.Secret) { User = found.User, Host = found.Host, Port = found.Port };

    /// <summary>The same, with one more result.</summary>
    public FoundCredential With(string account, LeakVerification result) => new(rule, name, secret)
    {
        User = User,
        Host = Host,
        Port = Port,
        HasWorked = HasWorked || result.Status == VerificationStatus.Valid,
        Refusals = result.Status == VerificationStatus.Refused && !Refusals.Contains(account) ? [.. Refusals, account] : Refusals,
    };

    public override string ToString() => Secret.ToString();
}
