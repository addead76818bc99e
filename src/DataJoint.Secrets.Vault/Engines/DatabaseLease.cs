using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Logins;

namespace DataJoint.Secrets.Vault.Engines;

/// <summary>A user and a password that Vault made for a while.</summary>
/// <param name="id">The lease's name; not a secret: nothing can be done with it without a token.</param>
/// <param name="document">User and password, as JSON.</param>
/// <param name="token">With which they were made: when it ends, they end, too.</param>
internal sealed class DatabaseLease(string id, Secret document, VaultToken token)
{
    public string Id => id;

    public Secret Document => document;

    public VaultToken Token => token;

    /// <summary>Null for that of the environment.</summary>
    public string? Namespace { get; init; }

    public bool IsRenewable { get; init; }

    /// <summary>How long it was good at first.</summary>
    public TimeSpan Duration { get; private set; }

    public DateTimeOffset Until { get; private set; }

    /// <summary>When Vault last said that it is good.</summary>
    public DateTimeOffset ConfirmedAt { get; private set; }

    /// <summary>Whether it is not made good for longer any more: the next who asks gets another one.</summary>
    public bool IsEnding { get; set; }

    /// <summary>Takes down how long it is good.</summary>
    public void Confirm(DateTimeOffset now, TimeSpan left)
    {
        ConfirmedAt = now;
        Until = token.Until is DateTimeOffset end && end < now + left ? end : now + left;
        Duration = Duration == TimeSpan.Zero ? Until - now : Duration;
    }
}
