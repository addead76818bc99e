using System.Security.Cryptography;
using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.Logins;

/// <summary>Lets logins through, so few at a time and after refusals so seldom that no account is locked by a password that is wrong.</summary>
/// <remarks>
/// It belongs to the process: whatever number of sources and callers uses a pair of user and password, the server refuses it three times at most, and then
/// once every ten minutes. Another pair is tried at once. No password is kept, only a hash with a key that the process makes for itself.
/// </remarks>
internal sealed class LoginGate(TimeProvider clock)
{
    /// <summary>So many refusals, and the pair is tried once every <see cref="LongPause"/> only.</summary>
    public const int MaxRefusals = 3;

    public static readonly TimeSpan LongPause = TimeSpan.FromMinutes(10);

    private const int MaxRecords = 1000;

    private static readonly TimeSpan[] ShortPauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15)];
    private static readonly byte[] HashKey = RandomNumberGenerator.GetBytes(32);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LoginRecord> _records = new(StringComparer.Ordinal);

    /// <summary>The gate of this process.</summary>
    public static LoginGate Shared { get; } = new(TimeProvider.System);

    /// <summary>What stands for a pair and its destination; the password cannot be found from it.</summary>
    public static string KeyOf(DatabaseTarget target, string password)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(password);
        string hash = Convert.ToHexString(HMACSHA256.HashData(HashKey, text));
        CryptographicOperations.ZeroMemory(text);
        return string.Join('\n', target.Backend, target.Host, target.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), target.User,
            target.UseTls?.ToString(), target.Tls.Certificate, hash);
    }

    /// <summary>Asks for a turn.</summary>
    /// <param name="key">The pair.</param>
    /// <param name="permit">The turn; null when there is none now.</param>
    /// <param name="isOtherForm">Whether the password is sent in another form than the one refused just now: that is not paused, once.</param>
    /// <returns>The end of the login to wait for before asking again; null with a turn.</returns>
    /// <exception cref="LoginPausedException">The pair was refused, and it is not yet time to try it again.</exception>
    public Task? TryEnter(string key, out LoginPermit? permit, bool isOtherForm = false)
    {
        lock (_gate)
        {
            if (!_records.TryGetValue(key, out LoginRecord? record))
            {
                DropOld();
                _records[key] = record = new LoginRecord();
            }

            if (record.Running >= (record is { IsProven: true, Refusals: 0 } ? MaxRefusals : 1))
            {
                permit = null;
                return record.Changed.Task;
            }

            bool isUntriedForm = isOtherForm && !record.IsOtherFormTried && record.Refusals < MaxRefusals;
            if (!isUntriedForm)
            {
                ThrowIfPaused(record);
            }

            record.IsOtherFormTried |= isUntriedForm;
            record.Running++;
            permit = new LoginPermit(this, record, record.Refusals);
            return null;
        }
    }

    /// <exception cref="LoginPausedException">The pair was refused, and it is not yet time to try it again.</exception>
    public void ThrowIfPaused(string key)
    {
        lock (_gate)
        {
            if (_records.TryGetValue(key, out LoginRecord? record))
            {
                ThrowIfPaused(record);
            }
        }
    }

    /// <summary>Takes the turn back.</summary>
    /// <param name="record">The pair's record.</param>
    /// <param name="refusalsBefore">How often the pair was refused when the turn began.</param>
    /// <param name="outcome">What became of the login.</param>
    public void Leave(LoginRecord record, int refusalsBefore, LoginOutcome outcome)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            record.Running--;
            if (outcome == LoginOutcome.Accepted && refusalsBefore == record.Refusals)
            {
                (record.IsProven, record.Refusals, record.IsOtherFormTried) = (true, 0, false);
            }
            else if (outcome == LoginOutcome.Refused)
            {
                DateTimeOffset now = clock.GetUtcNow();
                record.Since = record.Refusals == 0 ? now : record.Since;
                record.Refusals++;
                record.Next = now + (record.Refusals < MaxRefusals ? ShortPauses[record.Refusals - 1] : LongPause);
            }

            changed = record.Changed;
            record.Changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    private void ThrowIfPaused(LoginRecord record)
    {
        if (record.Refusals > 0 && clock.GetUtcNow() < record.Next)
        {
            throw new LoginPausedException(record.Since, record.Next);
        }
    }

    private void DropOld()
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (_records.Count >= MaxRecords)
        {
            foreach ((string key, LoginRecord record) in _records)
            {
                if (record.Running == 0 && (record.Refusals == 0 || record.Next < now))
                {
                    _records.Remove(key);
                }
            }
        }
    }
}
