using DataJoint.Configuration;

namespace DataJoint.Secrets.Vault.Logins;

/// <summary>A token, and how long it is good.</summary>
/// <param name="text">What is sent.</param>
internal sealed class VaultToken(Secret text)
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan IdentityLimit = TimeSpan.FromSeconds(1);

    private volatile Term _term = new(TimeSpan.Zero, null, false);

    public Secret Text => text;

    /// <summary>Who it is, for people, as far as it is known without asking.</summary>
    public required string Name { get; init; }

    /// <summary>Who it is, for people, where somebody is asked: <c>Vault at vault.example.org, AppRole lab-reader</c>. It never fails.</summary>
    public Task<string>? Identity { get; set; }

    /// <summary>Whether it was made here, by a login.</summary>
    public bool IsOwn { get; init; }

    public bool IsRenewable => _term.IsRenewable;

    /// <summary>When it ends; null when nobody said so.</summary>
    public DateTimeOffset? Until => _term.Until;

    /// <summary>Who it is. What it was used for does not wait for long to be told, and is not lost when nobody tells.</summary>
    public async Task<string> IdentifyAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return Identity is null ? Name : await Identity.WaitAsync(IdentityLimit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            return Name;
        }
    }

    /// <summary>Takes down what Vault said of it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="duration">How long it is good; zero when it does not end.</param>
    /// <param name="isRenewable">Whether it can be made good for longer.</param>
    public void Extend(DateTimeOffset now, TimeSpan duration, bool isRenewable) =>
        _term = new Term(duration, duration > TimeSpan.Zero ? now + duration : null, isRenewable);

    /// <summary>Whether it is good for a while: until a tenth of its time is left, or a minute.</summary>
    public bool IsFresh(DateTimeOffset now)
    {
        Term term = _term;
        TimeSpan margin = term.Duration / 10;
        return term.Until is not DateTimeOffset end || now < end - (margin < LongestMargin ? margin : LongestMargin);
    }

    private sealed record Term(TimeSpan Duration, DateTimeOffset? Until, bool IsRenewable);
}
