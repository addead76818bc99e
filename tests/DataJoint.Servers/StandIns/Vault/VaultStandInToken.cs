namespace DataJoint.Servers;

/// <summary>Whom a token stands for.</summary>
internal sealed class VaultStandInToken
{
    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>The role of a login by AppRole, or null.</summary>
    public string? RoleName { get; init; }

    /// <summary>Zero for one that does not end.</summary>
    public TimeSpan Duration { get; init; }

    public bool IsRenewable { get; init; } = true;

    public DateTimeOffset? Until { get; set; }
}
