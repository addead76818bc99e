using System.Text.RegularExpressions;

namespace DataJoint.Servers;

/// <summary>What a policy allows, from the text that Vault takes: exact paths, and such that end in a star.</summary>
internal sealed partial class VaultStandInPolicy(string text)
{
    private readonly (string Path, string[] Capabilities)[] _rules =
        [.. Rule().Matches(text).Select(rule => (rule.Groups[1].Value, Word().Matches(rule.Groups[2].Value).Select(word => word.Groups[1].Value).ToArray()))];

    /// <summary>What every token may do that is made without saying otherwise.</summary>
    public static VaultStandInPolicy Default { get; } = new("""
        path "auth/token/lookup-self" { capabilities = ["read"] }
        path "auth/token/renew-self" { capabilities = ["update"] }
        path "auth/token/revoke-self" { capabilities = ["update"] }
        path "sys/leases/lookup" { capabilities = ["update"] }
        path "sys/leases/renew" { capabilities = ["update"] }
        """);

    public bool Allows(string path, string capability) =>
        _rules.Any(rule => Matches(rule.Path, path) && rule.Capabilities.Contains(capability));

    /// <summary>Whether it allows anything below a mount.</summary>
    public bool Reaches(string mount) =>
        _rules.Any(rule => rule.Path.TrimEnd('*').StartsWith(mount, StringComparison.Ordinal)
            || (rule.Path.EndsWith('*') && mount.StartsWith(rule.Path[..^1], StringComparison.Ordinal)));

    private static bool Matches(string rule, string path) =>
        rule.EndsWith('*') ? path.StartsWith(rule[..^1], StringComparison.Ordinal) : rule == path;

    [GeneratedRegex("""path\s+"([^"]+)"\s*\{\s*capabilities\s*=\s*\[([^\]]*)\]""")]
    private static partial Regex Rule();

    [GeneratedRegex("\"([a-z]+)\"")]
    private static partial Regex Word();
}
