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

    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly VaultSession _session;
    private readonly TimeProvider _time;
    private readonly string? _namespace;
    private readonly string _path;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly ITimer _timer;
    private DatabaseLease? _lease;

    /// <summary>Prepares; nothing is asked.</summary>
    public LeasedRole(VaultSession session, TimeProvider time, string? name, string path)
    {
        _session = session;
        _time = time;
        _namespace = name;
        _path = path;
        _timer = time.CreateTimer(_ => Renewal = RenewAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The last renewal; it never fails.</summary>
    public Task Renewal { get; private set; } = Task.CompletedTask;

    /// <summary>A lease that Vault knows.</summary>
    /// <exception cref="SecretException">None can be had.</exception>
    public async Task<DatabaseLease> GetAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_lease is null || !await IsGoodAsync(_lease, cancellationToken).ConfigureAwait(false))
            {
                _lease = await CreateAsync(cancellationToken).ConfigureAwait(false);
                Schedule(_lease, 2.0 / 3);
            }

            return _lease;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Each new session of a database asks, also after one whose login was refused; so a lease that somebody revoked is noticed here, and nobody has to say so.
    /// </summary>
    private async Task<bool> IsGoodAsync(DatabaseLease lease, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (lease.IsEnding || now >= lease.Until - (lease.Duration / 10))
        {
            return false;
        }

        if (now - lease.ConfirmedAt < Confirmed)
        {
            return true;
        }

        try
        {
            VaultReply reply = await AskAsync("lookup", lease, cancellationToken).ConfigureAwait(false);
            if (reply.IsSuccess)
            {
                lease.Confirm(now, TimeSpan.FromSeconds(VaultReply.Number(reply.Data, "ttl")));
            }

            // 403: a known token whose policies do not let it look; an unknown one takes its leases with it.
            return reply.IsSuccess || (reply.Status == 403 && await _session.IsKnownAsync(lease.Token, cancellationToken).ConfigureAwait(false));
        }
        catch (SecretException failed) when (failed.IsTransient)
        {
            // The database may answer although Vault does not.
            return true;
        }
    }

    private async Task<DatabaseLease> CreateAsync(CancellationToken cancellationToken)
    {
        int slash = _path.LastIndexOf('/');
        string path = $"{_path[..slash]}/creds/{_path[(slash + 1)..]}";
        (VaultReply reply, VaultToken token) = await _session.AskAsync(
            text => new VaultQuestion(HttpMethod.Get, path) { Token = text, Namespace = _namespace }, cancellationToken).ConfigureAwait(false);
        string identity = await token.Identity.WaitAsync(cancellationToken).ConfigureAwait(false);
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

        if (reply.LeaseId is not string id || reply.LeaseDuration <= 0 || VaultReply.Text(reply.Data, "username") is null || VaultReply.Text(reply.Data, "password") is null)
        {
            throw VaultReplies.Unexpected(_session.Client, reply);
        }

        DatabaseLease lease = new(id, new Secret(reply.Data.GetRawText()), token) { Namespace = _namespace, IsRenewable = reply.IsRenewable };
        lease.Confirm(_time.GetUtcNow(), TimeSpan.FromSeconds(reply.LeaseDuration));
        LeaseEnd.Add(_session, lease);
        return lease;
    }

    private async Task RenewAsync()
    {
        using CancellationTokenSource limit = new(CallLimit);
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        DatabaseLease? lease = _lease;
        try
        {
            if (lease is not null && !lease.IsEnding)
            {
                await RenewAsync(lease, limit.Token).ConfigureAwait(false);
                Schedule(lease, 2.0 / 3);
            }
        }
        catch (Exception error) when (error is SecretException or OperationCanceledException)
        {
            // There is time for another try.
            Schedule(lease!, 1.0 / 3);
        }
        finally
        {
            _gate.Release();
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
            lease.Confirm(_time.GetUtcNow(), TimeSpan.FromSeconds(reply.LeaseDuration));
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

    private void Schedule(DatabaseLease lease, double part)
    {
        TimeSpan wait = (lease.Until - _time.GetUtcNow()) * part;
        lease.IsEnding |= wait <= TimeSpan.Zero;
        _timer.Change(lease.IsEnding ? Timeout.InfiniteTimeSpan : wait < ShortestWait ? ShortestWait : wait, Timeout.InfiniteTimeSpan);
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
