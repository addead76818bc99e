using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Logins;
using DataJoint.Secrets.Vault.Server;

namespace DataJoint.Secrets.Vault.Engines;

/// <summary>The credentials of one role: one lease for all who ask, renewed while the process runs, and another one when it has ended.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as its environment, which is usually the process's.")]
internal sealed class LeasedRole
{
    /// <summary>What Vault has just confirmed is not asked for again: user and password are often wanted one after the other.</summary>
    private static readonly TimeSpan Confirmed = TimeSpan.FromSeconds(1);

    /// <summary>How long a server that did not answer is left alone while there is a lease.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookupLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReplacementLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RenewalLimit = TimeSpan.FromSeconds(10);

    private readonly VaultSession _session;
    private readonly TimeProvider _time;
    private readonly string? _namespace;
    private readonly string _path;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly RenewalSchedule _schedule;
    private volatile DatabaseLease? _lease;
    private DateTimeOffset _pauseEnd;

    /// <summary>Prepares; nothing is asked.</summary>
    public LeasedRole(VaultSession session, TimeProvider time, string? name, string path)
    {
        _session = session;
        _time = time;
        _namespace = name;
        _path = path;
        _schedule = new RenewalSchedule(time, () => Renewal = RenewAsync());
    }

    /// <summary>The last renewal; it never fails.</summary>
    public Task Renewal { get; private set; } = Task.CompletedTask;

    /// <summary>A lease that Vault knows, or one that is good by what Vault said last while Vault does not answer.</summary>
    /// <exception cref="SecretException">None can be had.</exception>
    public async Task<DatabaseLease> GetAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            DatabaseLease? known = _lease is { } last && _time.GetUtcNow() < last.Until && await IsKnownAsync(last, cancellationToken).ConfigureAwait(false) ? last : null;
            return known is not null && !IsDue(known) ? known : await ReplaceAsync(known, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static bool IsNoAnswer(Exception error, CancellationToken cancellationToken) =>
        error is SecretException { IsTransient: true } || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private bool IsDue(DatabaseLease lease) => lease.IsEnding || _time.GetUtcNow() >= lease.DueAt;

    /// <summary>
    /// Each new session of a database asks, also after one whose login was refused; so a lease that somebody revoked is noticed here, and nobody has to say so.
    /// </summary>
    private async Task<bool> IsKnownAsync(DatabaseLease lease, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (now - lease.ConfirmedAt < Confirmed || now < _pauseEnd)
        {
            return true;
        }

        using TimeLimit limit = new(LookupLimit, _time, cancellationToken);
        try
        {
            VaultReply reply = await AskAsync("lookup", lease, limit.Token).ConfigureAwait(false);
            if (reply.IsSuccess)
            {
                lease.Confirm(now, VaultReply.Duration(reply.Data, "ttl"));
            }

            // 403: a known token whose policies do not let it look; an unknown one takes its leases with it.
            return reply.IsSuccess || (reply.Status == 403 && await _session.IsKnownAsync(lease.Token, limit.Token).ConfigureAwait(false));
        }
        catch (Exception error) when (IsNoAnswer(error, cancellationToken))
        {
            // The database may answer although Vault does not.
            _pauseEnd = _time.GetUtcNow() + Pause;
            return true;
        }
    }

    /// <summary>Another lease; the one that is near its end while Vault does not give another.</summary>
    private async Task<DatabaseLease> ReplaceAsync(DatabaseLease? known, CancellationToken cancellationToken)
    {
        if (known is not null && _time.GetUtcNow() < _pauseEnd)
        {
            return known;
        }

        using TimeLimit limit = new(known is null ? Timeout.InfiniteTimeSpan : ReplacementLimit, _time, cancellationToken);
        try
        {
            DatabaseLease made = await CreateAsync(limit.Token).ConfigureAwait(false);
            _lease = made;
            _schedule.Begin(made);
            return made;
        }
        catch (Exception error) when (known is not null && IsNoAnswer(error, cancellationToken))
        {
            _pauseEnd = _time.GetUtcNow() + Pause;
            return known;
        }
    }

    private async Task<DatabaseLease> CreateAsync(CancellationToken cancellationToken)
    {
        int slash = _path.LastIndexOf('/');
        string path = $"{_path[..slash]}/creds/{_path[(slash + 1)..]}";
        (VaultReply reply, VaultToken token) = await _session.AskAsync(
            text => new VaultQuestion(HttpMethod.Get, path) { Token = text, Namespace = _namespace }, cancellationToken).ConfigureAwait(false);
        string identity = await token.IdentifyAsync(_time, cancellationToken).ConfigureAwait(false);
        string shown = Display.Sanitize(_path);
        if (!reply.IsSuccess)
        {
            throw reply.Status switch
            {
                403 => SecretException.From(
                    SecretRules.Refused, $"{identity}: permission denied for the credentials of {shown}",
                    $"Give the identity a policy with the capability read for {Display.Sanitize(path)}.", isTransient: false),
                404 or 400 => SecretException.From(
                    SecretRules.NotFound, $"there is no role {shown} at {_session.Client.Name}", "Check mount and role: ref+vaultdb://mount/role#/password", isTransient: false),
                _ => VaultReplies.Unexpected(_session.Client, reply),
            };
        }

        if (reply.LeaseId is not string id || reply.LeaseDuration <= TimeSpan.Zero || VaultReply.Text(reply.Data, "username") is null || VaultReply.Text(reply.Data, "password") is null)
        {
            throw VaultReplies.Unexpected(_session.Client, reply);
        }

        DatabaseLease lease = new(id, new Secret(reply.Data.GetRawText()), token) { Namespace = _namespace, IsRenewable = reply.IsRenewable };
        lease.Confirm(_time.GetUtcNow(), reply.LeaseDuration);
        LeaseEnd.Keep(this, _session, lease);
        return lease;
    }

    /// <summary>Nobody who wants the lease waits for it.</summary>
    private async Task RenewAsync()
    {
        if (_lease is not { IsEnding: false } lease || _time.GetUtcNow() >= lease.Until)
        {
            return;
        }

        using TimeLimit limit = new(RenewalLimit, _time, CancellationToken.None);
        try
        {
            await RenewAsync(lease, limit.Token).ConfigureAwait(false);
            _schedule.Continue(lease);
        }
        catch (Exception error) when (error is SecretException or OperationCanceledException)
        {
            _schedule.Retry(lease);
        }
    }

    private async Task RenewAsync(DatabaseLease lease, CancellationToken cancellationToken)
    {
        if (lease.Token.IsRenewable)
        {
            await _session.RenewAsync(lease.Token, cancellationToken).ConfigureAwait(false);
        }

        VaultReply? reply = lease.IsRenewable ? await AskAsync("renew", lease, cancellationToken).ConfigureAwait(false) : null;
        if (reply is { IsSuccess: true })
        {
            lease.Confirm(_time.GetUtcNow(), reply.LeaseDuration);
        }

        // Towards the longest time that a role or a token has, each renewal gives less.
        if (reply is not { IsSuccess: true } || lease.Until - _time.GetUtcNow() < lease.Duration / 2)
        {
            lease.IsEnding = true;
            if (lease.Token.IsOwn)
            {
                _session.Forget(lease.Token);
            }
        }
    }

    private async Task<VaultReply> AskAsync(string verb, DatabaseLease lease, CancellationToken cancellationToken)
    {
        Dictionary<string, string> body = new() { ["lease_id"] = lease.Id };
        if (verb == "renew")
        {
            body["increment"] = ((long)lease.Duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        VaultQuestion question = new(HttpMethod.Put, "sys/leases/" + verb) { Token = lease.Token.Text, Namespace = lease.Namespace, Body = body };
        return await _session.Client.AskAsync(question, cancellationToken).ConfigureAwait(false);
    }
}
