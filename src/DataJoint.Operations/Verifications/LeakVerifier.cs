using DataJoint.Configuration;
using DataJoint.Leaks;
using DataJoint.Operations.Verifications;

namespace DataJoint.Operations;

/// <summary>Tries whether credentials that a scan found still work, and what they may do. Nothing is changed at any server.</summary>
/// <remarks>
/// Tried are logins of the configured database server and keys of the configured stores, and logins of database servers that somebody confirms. Each pair is
/// tried once, and after two refusals no other password of the same account: more might lock it.
/// </remarks>
public sealed class LeakVerifier
{
    /// <summary>Servers that lock accounts do so from the third wrong password in a row on.</summary>
    private const int MaxRefusals = 2;

    private readonly LeakVerificationOptions _options;
    private readonly PairFinder _finder;
    private readonly DatabaseProof _database;
    private readonly StoreProof _stores;
    private readonly BoundDestinations _places;
    private readonly List<(CredentialPair Pair, LeakVerification Result)> _tried = [];

    /// <summary>Prepares; nothing is sent.</summary>
    /// <param name="snapshot">The configuration of the project that was scanned.</param>
    /// <param name="options">How; null for the defaults.</param>
    public LeakVerifier(ConfigurationSnapshot snapshot, LeakVerificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _options = options ?? new LeakVerificationOptions();
        _finder = new PairFinder(snapshot, _options);
        _database = new DatabaseProof(snapshot);
        _stores = new StoreProof(snapshot);
        _places = BoundDestinations.From(snapshot);
    }

    /// <summary>Told of each credential that was tried, before the next one is.</summary>
    internal Action<int, FoundCredential>? OnTried { get; init; }

    /// <summary>Where credentials may go; null for wherever the configuration says.</summary>
    internal BoundDestinations? Bound { get; init; }

    /// <summary>Tries them, those first that surely belong to a configured server.</summary>
    /// <param name="leaks">The leaks, of a scan that keeps credentials (<see cref="LeakScannerOptions.KeepsCredentials"/>).</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What became of each, in the same order.</returns>
    public Task<IReadOnlyList<LeakVerification>> VerifyAsync(IReadOnlyList<Leak> leaks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leaks);
        return VerifyAsync([.. leaks.Select(FoundCredential.From)], cancellationToken);
    }

    /// <summary>Tries credentials, those first that surely belong to a configured server.</summary>
    internal async Task<IReadOnlyList<LeakVerification>> VerifyAsync(IReadOnlyList<FoundCredential?> found, CancellationToken cancellationToken)
    {
        var results = new LeakVerification[found.Count];
        List<(int Index, CredentialPair Pair)> pairs = [];
        for (int i = 0; i < found.Count; i++)
        {
            (CredentialPair? pair, string reason) = found[i] is FoundCredential credential ? _finder.Find(credential) : (null, "the scan did not keep it");
            results[i] = NotTried(reason);
            if (pair is not null && FindChange(pair) is string change)
            {
                results[i] = new LeakVerification(VerificationStatus.Unknown, "", null, $"{change}, so it is sent nowhere: {BoundDestinations.GoOn}");
            }
            else if (pair is not null)
            {
                pairs.Add((i, pair));
            }
        }

        _tried.AddRange(pairs.Where(each => found[each.Index]!.Refusals.Contains(_finder.AccountOf(each.Pair))).Select(each => (each.Pair, Remember(each.Pair))));
        foreach ((int index, CredentialPair pair) in pairs.OrderBy(each => each.Pair.Rank).ThenBy(each => each.Index))
        {
            FoundCredential credential = found[index]!;
            results[index] = await VerifyAsync(pair, credential.HasWorked, cancellationToken).ConfigureAwait(false);
            OnTried?.Invoke(index, credential.With(_finder.AccountOf(pair), results[index]));
        }

        return results;
    }

    /// <summary>A host that stands beside a finding is the same as ever, and somebody confirms it.</summary>
    private string? FindChange(CredentialPair pair) =>
        pair.Elsewhere is not null ? null : Bound?.FindChange(pair.Store is null ? BoundDestinations.Database : pair.Target, _places);

    /// <summary>What an earlier run was told.</summary>
    private LeakVerification Remember(CredentialPair pair) => new(
        VerificationStatus.Refused, pair.Store is null ? _database.DescribeSubject(pair) : StoreProof.DescribeSubject(pair), null, "it was before, and is not sent again");

    /// <param name="pair">What is tried.</param>
    /// <param name="hasWorked">Whether it was let in before: then it is tried whatever became of others.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<LeakVerification> VerifyAsync(CredentialPair pair, bool hasWorked, CancellationToken cancellationToken)
    {
        if (_tried.Find(each => each.Pair.IsSame(pair)) is (not null, LeakVerification known))
        {
            return known;
        }

        if (_tried.Find(each => each.Pair.Target == pair.Target && each.Result.Status == VerificationStatus.Unknown) is (not null, LeakVerification failed))
        {
            return failed;
        }

        int refused = _tried.Where(each => each.Pair.Target == pair.Target && each.Pair.User == pair.User).Reverse()
            .TakeWhile(each => each.Result.Status == VerificationStatus.Refused).Count();
        if (pair.Store is null && refused >= MaxRefusals && !hasWorked)
        {
            return NotTried($"{refused} other passwords of the account were refused, and more could lock it; scan fewer files at a time");
        }

        LeakVerification result = await TryAsync(pair, cancellationToken).ConfigureAwait(false);
        _tried.Add((pair, result));
        return result;
    }

    private async Task<LeakVerification> TryAsync(CredentialPair pair, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        try
        {
            return pair.Store is null
                ? await _database.RunAsync(pair, limit.Token).ConfigureAwait(false)
                : await _stores.RunAsync(pair, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new LeakVerification(VerificationStatus.Unknown, "", null, $"{Display.Sanitize(pair.Target)} did not answer within {_options.Timeout.TotalSeconds:0} seconds");
        }
    }

    private static LeakVerification NotTried(string reason) => new(VerificationStatus.NotTried, "", null, reason);
}
