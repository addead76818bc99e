using DataJoint.Configuration;
using DataJoint.Stores.Adapters;

namespace DataJoint.Stores;

/// <summary>
/// What an adapter makes a client from: the store as it was configured when it was opened, and, for as long as the client lives, the newest
/// credentials for it.
/// </summary>
/// <remarks>
/// An open client stays where it is: endpoint, bucket and location are those of <see cref="Spec"/>. Credentials are to be taken from
/// <see cref="Newest"/> for each request, so that keys which are rotated while a transfer is under way do not end it.
/// </remarks>
public sealed class StoreSource
{
    private readonly Func<StoreSpec>? _read;
    private readonly Func<bool>? _reload;
    private volatile StoreSpec _newest;
    private volatile Resolution? _resolution;
    private readonly object _gate = new();
    private Question? _question;
    private Lazy<bool>? _reloading;

    /// <summary>A store whose settings stay as they are.</summary>
    /// <param name="spec">The store as the configuration describes it.</param>
    /// <exception cref="StoreException">A credential from outside the project would go to an endpoint that only the project names.</exception>
    public StoreSource(StoreSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Spec = _newest = Checked(spec);
    }

    /// <summary>A store whose credentials may change.</summary>
    /// <param name="read">
    /// Gives the store as the configuration describes it now. It is called often. When it throws <see cref="ConfigurationException"/>
    /// later, the last good settings stay in force.
    /// </param>
    /// <param name="reload">
    /// Reads files and environment again and tells whether that worked, or <see langword="null"/> where that cannot be done. It is called
    /// when the store refuses the credentials.
    /// </param>
    /// <exception cref="ConfigurationException">The store is not configured, or not rightly.</exception>
    public StoreSource(Func<StoreSpec> read, Func<bool>? reload = null)
    {
        ArgumentNullException.ThrowIfNull(read);
        _read = read;
        _reload = reload;
        Spec = _newest = Checked(read());
    }

    /// <summary>The store as it was when the client was made.</summary>
    public StoreSpec Spec { get; }

    /// <summary>
    /// The store with the newest credentials. Everything but the credentials is as in <see cref="Spec"/>: when the configuration
    /// now describes another place under the same name, the former credentials stay, so that no key is shown to a place it is not for.
    /// </summary>
    public StoreSpec Newest
    {
        get
        {
            if (_read is not null && TryRead() is { } now && !ReferenceEquals(now, _newest) && IsSamePlace(now) && FindRefusal(now) is null)
            {
                _newest = now;
            }

            return _newest;
        }
    }

    /// <summary><see cref="Newest"/> with the text of all credentials, for a request that is about to be made.</summary>
    /// <remarks>
    /// References are resolved when the settings are new, and again after the store has refused what came of them (<see cref="TryRefresh"/>). Where all
    /// credentials are text it costs nothing. Requests that need the text at the same time share one question and its outcome.
    /// </remarks>
    /// <param name="cancellationToken">Gives the waiting up; the question is given up when nobody waits for it any more.</param>
    /// <returns>The store; none of its secrets is a reference.</returns>
    /// <exception cref="StoreException">The text of one could not be had (<see cref="StoreErrorCode.SecretUnresolved"/>).</exception>
    public ValueTask<StoreSpec> ResolveAsync(CancellationToken cancellationToken = default) =>
        FindResolved(out StoreSpec newest) is { } known ? new ValueTask<StoreSpec>(known) : ResolveAsync(newest, cancellationToken);

    /// <summary>Same as <see cref="ResolveAsync(CancellationToken)"/>, for code that cannot await.</summary>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>The store; none of its secrets is a reference.</returns>
    /// <exception cref="StoreException">The text of one could not be had (<see cref="StoreErrorCode.SecretUnresolved"/>).</exception>
    public StoreSpec Resolve(CancellationToken cancellationToken = default)
    {
        if (FindResolved(out StoreSpec newest) is { } known)
        {
            return known;
        }

        try
        {
            return Keep(newest, newest.Resolve(cancellationToken));
        }
        catch (SecretException failed)
        {
            throw Describe(failed);
        }
    }

    /// <summary>The fault of a store whose credential could not be had.</summary>
    /// <param name="failed">Why.</param>
    /// <returns>The fault.</returns>
    public StoreException Describe(SecretException failed)
    {
        ArgumentNullException.ThrowIfNull(failed);
        string reason = string.Join("; ", failed.Diagnostics.Select(found => found.Origin is Origin origin ? $"{found.Message} ({origin})" : found.Message));
        return new StoreException(StoreErrorCode.SecretUnresolved, Spec.Name, null, reason + ".", failed)
        {
            Hint = failed.Diagnostic.Hint,
            IsTransient = failed.IsTransient,
        };
    }

    /// <summary>Finds other credentials than those that the store refused, and reads the configuration again when there are none yet.</summary>
    /// <param name="used">
    /// What <see cref="Newest"/> or <see cref="ResolveAsync(CancellationToken)"/> gave before the request. When several requests are refused
    /// at once, one of them reads the configuration again, and the others are told of what it found.
    /// </param>
    /// <returns>Whether <see cref="Newest"/> has other credentials than <paramref name="used"/>, with which a second attempt makes sense.</returns>
    public bool TryRefresh(StoreSpec used)
    {
        ArgumentNullException.ThrowIfNull(used);
        if (_resolution is { } refused && ReferenceEquals(refused.Result, used))
        {
            // Whoever keeps the secrets may have others by now; the next request asks.
            if (Interlocked.CompareExchange(ref _resolution, null, refused) == refused)
            {
                Reload();
            }

            return true;
        }

        return !HaveSameSecrets(used, Newest) || (Reload() && !HaveSameSecrets(used, Newest));
    }

    /// <inheritdoc/>
    public override string ToString() => Spec.ToString();

    private StoreSpec? FindResolved(out StoreSpec newest)
    {
        newest = Newest;
        return !newest.HasReferences ? newest : _resolution is { } known && ReferenceEquals(known.Basis, newest) ? known.Result : null;
    }

    private async ValueTask<StoreSpec> ResolveAsync(StoreSpec newest, CancellationToken cancellationToken)
    {
        try
        {
            return await Join(newest).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SecretException failed)
        {
            throw Describe(failed);
        }
    }

    /// <summary>The question for the text of these credentials that somebody waits for already, or another.</summary>
    private SharedQuestion<StoreSpec> Join(StoreSpec newest)
    {
        lock (_gate)
        {
            if (_question is not { } running || !ReferenceEquals(running.Basis, newest) || !running.Asked.TryJoin())
            {
                _question = running = new Question(newest, new SharedQuestion<StoreSpec>(async token => Keep(newest, await newest.ResolveAsync(token).ConfigureAwait(false))));
            }

            return running.Asked;
        }
    }

    /// <summary>Reads the configuration again; who asks for it while that is being done gets the same outcome.</summary>
    private bool Reload()
    {
        if (_reload is null)
        {
            return false;
        }

        Lazy<bool> mine = new(_reload);
        Lazy<bool> running = Interlocked.CompareExchange(ref _reloading, mine, null) ?? mine;
        try
        {
            return running.Value;
        }
        finally
        {
            Interlocked.CompareExchange(ref _reloading, null, running);
        }
    }

    private StoreSpec Keep(StoreSpec basis, StoreSpec result)
    {
        _resolution = new Resolution(basis, result);
        return result;
    }

    private static bool HaveSameSecrets(StoreSpec left, StoreSpec right) =>
        ReferenceEquals(left, right) || left.Attributes.Concat(right.Attributes).Where(attribute => IsSecret(left, attribute) || IsSecret(right, attribute))
            .All(attribute => Equals(left.GetSecret(attribute), right.GetSecret(attribute)));

    /// <summary>By its value, since a list may hold credentials under another name, or by what a protocol says that was registered later.</summary>
    private static bool IsSecret(StoreSpec spec, string attribute) => spec[attribute].IsSecret || StoreCatalogue.IsSecret(attribute);

    private static Dictionary<string, string> PlaceOf(StoreSpec spec) =>
        spec.Attributes.Where(attribute => !IsSecret(spec, attribute)).ToDictionary(attribute => attribute, attribute => spec[attribute].ToString());

    private static StoreSpec Checked(StoreSpec spec) => FindRefusal(spec) is Diagnostic refusal
        ? throw new StoreException(
            refusal.Id == DiagnosticIds.TokenToProjectHost ? StoreErrorCode.TokenToProjectHost : StoreErrorCode.UntrustedDestination,
            spec.Name, null, refusal.Message + ".")
        {
            Hint = refusal.Hint,
        }
        : spec;

    private static Diagnostic? FindRefusal(StoreSpec spec) => spec.CheckDestination().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);

    private StoreSpec? TryRead()
    {
        try
        {
            return _read!();
        }
        catch (ConfigurationException)
        {
            // Somebody is editing; what was right before still is.
            return null;
        }
    }

    private bool IsSamePlace(StoreSpec now)
    {
        Dictionary<string, string> place = PlaceOf(Spec);
        Dictionary<string, string> other = PlaceOf(now);
        return place.Count == other.Count && place.All(given => other.GetValueOrDefault(given.Key) == given.Value);
    }

    private sealed record Question(StoreSpec Basis, SharedQuestion<StoreSpec> Asked);

    private sealed record Resolution(StoreSpec Basis, StoreSpec Result);
}
