using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Logins;

namespace DataJoint.Secrets.Vault.Engines;

/// <summary>A user and a password that Vault made for a while.</summary>
/// <param name="id">The lease's name; not a secret: nothing can be done with it without a token.</param>
/// <param name="document">User and password, as JSON.</param>
/// <param name="token">With which they were made: when it ends, they end, too.</param>
internal sealed class DatabaseLease(string id, Secret document, VaultToken token)
{
    private volatile Term _term = new(TimeSpan.Zero, default, default);
    private volatile bool _isEnding;

    public string Id => id;

    /// <summary>User and password, good until the lease is due to be made again.</summary>
    public Secret Document => new(document.Reveal()) { ValidUntil = DueAt };

    public VaultToken Token => token;

    /// <summary>Null for that of the environment.</summary>
    public string? Namespace { get; init; }

    public bool IsRenewable { get; init; }

    /// <summary>How long it was good at first.</summary>
    public TimeSpan Duration => _term.Duration;

    public DateTimeOffset Until => _term.Until;

    /// <summary>When whoever asks gets another one: before it ends, since what a login begins goes on for a while.</summary>
    public DateTimeOffset DueAt => Until - (Duration / 10);

    /// <summary>When Vault last said that it is good.</summary>
    public DateTimeOffset ConfirmedAt => _term.ConfirmedAt;

    /// <summary>Whether it is not made good for longer any more: the next who asks gets another one.</summary>
    public bool IsEnding
    {
        get => _isEnding;
        set => _isEnding = value;
    }

    /// <summary>Takes down how long it is good.</summary>
    public void Confirm(DateTimeOffset now, TimeSpan left)
    {
        DateTimeOffset until = token.Until is DateTimeOffset end && end < now + left ? end : now + left;
        TimeSpan first = _term.Duration;
        _term = new Term(first == TimeSpan.Zero ? until - now : first, until, now);
    }

    private sealed record Term(TimeSpan Duration, DateTimeOffset Until, DateTimeOffset ConfirmedAt);
}
