using DataJoint.Configuration;

namespace DataJoint.Secrets.Vault.Logins;

/// <summary>A token, and how long it is good.</summary>
/// <param name="text">What is sent.</param>
internal sealed class VaultToken(Secret text)
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(60);

    public Secret Text => text;

    /// <summary>Who it is, for people: <c>Vault at vault.example.org, AppRole lab-reader</c>. It never fails.</summary>
    public required Task<string> Identity { get; init; }

    /// <summary>Whether it was made here, by a login.</summary>
    public bool IsOwn { get; init; }

    public bool IsRenewable { get; private set; }

    /// <summary>When it ends; null when nobody said so.</summary>
    public DateTimeOffset? Until { get; private set; }

    private TimeSpan Duration { get; set; }

    /// <summary>Takes down what Vault said of it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="seconds">How long it is good; 0 when it does not end.</param>
    /// <param name="isRenewable">Whether it can be made good for longer.</param>
    public void Extend(DateTimeOffset now, long seconds, bool isRenewable)
    {
        Duration = TimeSpan.FromSeconds(seconds);
        Until = seconds > 0 ? now + Duration : null;
        IsRenewable = isRenewable;
    }

    /// <summary>Whether it is good for a while: until a tenth of its time is left, or a minute.</summary>
    public bool IsFresh(DateTimeOffset now) => Until is not DateTimeOffset end || now < end - (Duration / 10 < LongestMargin ? Duration / 10 : LongestMargin);
}
