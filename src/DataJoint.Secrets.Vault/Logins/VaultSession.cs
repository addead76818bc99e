using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Server;

namespace DataJoint.Secrets.Vault.Logins;

/// <summary>
/// Asks as whoever is logged in: logs in when it must, keeps the token until shortly before its end, and logs in again when Vault no longer knows it. Server and
/// login come from one reading of the variables, so no token goes to a server that was named later.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as its environment, which is usually the process's.")]
internal sealed class VaultSession
{
    private static readonly ConditionalWeakTable<HostEnvironment, CurrentSession> Sessions = new();

    private readonly HostEnvironment _host;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Lock _making = new();
    private VaultClient? _client;
    private VaultToken? _token;

    /// <summary>Prepares; nothing is asked.</summary>
    public VaultSession(HostEnvironment host, VaultVariables variables)
    {
        _host = host;
        Variables = variables;
    }

    /// <summary>The session of what an environment says now, the same one until it says something else.</summary>
    public static VaultSession For(HostEnvironment host) => Sessions.GetValue(host, static key => new CurrentSession(key)).Find();

    /// <summary>What the environment said.</summary>
    public VaultVariables Variables { get; }

    /// <summary>Whose clock counts.</summary>
    public HostEnvironment Host => _host;

    /// <exception cref="SecretException">No address is given, or it cannot be used.</exception>
    public VaultClient Client
    {
        get
        {
            lock (_making)
            {
                return _client ??= new VaultClient(Variables);
            }
        }
    }

    /// <summary>A token that is good for a while.</summary>
    /// <exception cref="SecretException">Nobody is logged in, or the login is refused.</exception>
    public async Task<VaultToken> GetTokenAsync(CancellationToken cancellationToken)
    {
        if (_token is { } known && known.IsFresh(_host.Now))
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _token = _token is { } newer && newer.IsFresh(_host.Now) ? newer
                : await LoginSearch.Find(Client, Variables, _host).LogInAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Asks, and asks once more with a new token when Vault no longer knows the old one.</summary>
    /// <param name="question">Makes the question from the token.</param>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>The reply, and with which token it was had.</returns>
    /// <exception cref="SecretException">There is no reply, or no login.</exception>
    public async Task<(VaultReply Reply, VaultToken Token)> AskAsync(Func<Secret, VaultQuestion> question, CancellationToken cancellationToken)
    {
        VaultToken token = await GetTokenAsync(cancellationToken).ConfigureAwait(false);
        VaultReply reply = await Client.AskAsync(question(token.Text), cancellationToken).ConfigureAwait(false);
        if (reply.Status != 403 || await IsKnownAsync(token, cancellationToken).ConfigureAwait(false))
        {
            return (reply, token);
        }

        Forget(token);
        VaultToken next = await GetTokenAsync(cancellationToken).ConfigureAwait(false);
        return next.Text.Equals(token.Text) ? (reply, token) : (await Client.AskAsync(question(next.Text), cancellationToken).ConfigureAwait(false), next);
    }

    /// <summary>Whether Vault knows a token: what it refuses a known one, it refuses the next one as well.</summary>
    public async Task<bool> IsKnownAsync(VaultToken token, CancellationToken cancellationToken) =>
        (await Client.AskAsync(VaultQuestion.LookUpSelf(token.Text), cancellationToken).ConfigureAwait(false)).IsSuccess;

    /// <summary>Makes a token good for longer, if Vault lets it.</summary>
    public async Task RenewAsync(VaultToken token, CancellationToken cancellationToken)
    {
        VaultQuestion question = new(HttpMethod.Post, "auth/token/renew-self") { Token = token.Text };
        VaultReply reply = await Client.AskAsync(question, cancellationToken).ConfigureAwait(false);
        if (reply.IsSuccess)
        {
            token.Extend(_host.Now, VaultReply.Duration(reply.Auth, "lease_duration"), VaultReply.Flag(reply.Auth, "renewable"));
        }
    }

    /// <summary>Forgets a token, but not a newer one.</summary>
    public void Forget(VaultToken token) => Interlocked.CompareExchange(ref _token, null, token);
}
