using DataJoint.Configuration;

namespace DataJoint.Secrets.Aws.Managers;

/// <summary>Keys of a role for a while.</summary>
internal sealed class RoleSession(Secret document, string identity, DateTimeOffset end)
{
    // So that they do not run out while they are in use.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    public SecretAnswer Answer => new(new Secret(document.Reveal()) { ValidUntil = end - Margin }, identity);

    public bool IsFresh(DateTimeOffset now) => now < end - Margin;
}
