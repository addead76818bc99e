using System.Collections.Concurrent;
using Azure.Security.KeyVault.Secrets;
using DataJoint.Identities.Azure;

namespace DataJoint.Secrets.Azure.Requests;

/// <summary>Microsoft's client for each vault, all with one identity. Who logs in is asked for by the vault, and only to it goes the token.</summary>
internal sealed class VaultClients
{
    private readonly ConcurrentDictionary<Uri, SecretClient> _clients = new();
    private readonly AzureIdentity _identity;
    private readonly Action<SecretClientOptions> _prepare;
    private readonly Func<Uri, Uri> _redirect;

    public VaultClients(AzureIdentity identity)
        : this(identity, static _ => { }, static vault => vault)
    {
    }

    /// <summary>With other connections, to other addresses; for tests.</summary>
    public VaultClients(AzureIdentity identity, Action<SecretClientOptions> prepare, Func<Uri, Uri> redirect) => (_identity, _prepare, _redirect) = (identity, prepare, redirect);

    /// <summary>Who asks, in words.</summary>
    public string Identity => _identity.Source ?? "an identity of Azure";

    public SecretClient Get(Uri vault) => _clients.GetOrAdd(vault, Create);

    private SecretClient Create(Uri vault)
    {
        SecretClientOptions options = new();
        // Managed secrets are tried again by whoever manages them.
        options.Retry.MaxRetries = 0;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        _prepare(options);
        return new SecretClient(_redirect(vault), _identity, options);
    }
}
