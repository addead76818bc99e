using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using DataJoint.Configuration;
using DataJoint.Identities.Azure;
using DataJoint.Stores.Azure.Credentials;
using DataJoint.Stores.Azure.Endpoints;

namespace DataJoint.Stores.Azure.Requests;

/// <summary>The SDK's client for one container, made again when the credentials change; all of them share their connections.</summary>
internal sealed class AzureClients : IDisposable
{
    private readonly StoreSource _source;
    private readonly HttpWire _wire;
    private readonly TokenCredential _identity;
    private readonly PlatformIdentity? _platform;
    private readonly TimeSpan _maxRetryDelay;
    private volatile Made _made;

    public AzureClients(StoreSource source, TokenCredential? identity, HttpWire wire, TimeSpan maxRetryDelay)
    {
        _maxRetryDelay = maxRetryDelay;
        _source = source;
        _wire = wire;
        _platform = identity is null ? new PlatformIdentity(source.Spec.Name, new AzureIdentity(HostEnvironment.Process.FindVariable)) : null;
        _identity = identity ?? _platform!;
        _made = Make(AzureKeys.From(source.Resolve())); // A connection string tells the place, too, so it is needed now.
    }

    /// <summary>Makes a client and throws it away, to see whether one can be made. With a credential that nobody has asked for yet, that is not seen.</summary>
    /// <exception cref="StoreException">An attribute has a value with which no client can be made.</exception>
    public static void Check(StoreSpec spec, TokenCredential? identity)
    {
        var keys = AzureKeys.From(spec);
        if (keys.Secret is not { IsResolved: false })
        {
            using PlatformIdentity platform = new(spec.Name, new AzureIdentity(HostEnvironment.Process.FindVariable));
            _ = MakeContainer(spec, keys, identity ?? platform, new BlobClientOptions());
        }
    }

    /// <summary>The client with the newest credentials, for code that cannot await.</summary>
    public BlobContainerClient Current => Find(_source.Resolve());

    /// <summary>The client for credentials that <see cref="StoreSource.ResolveAsync(CancellationToken)"/> gave.</summary>
    public BlobContainerClient Find(StoreSpec resolved)
    {
        var keys = AzureKeys.From(resolved);
        if (!keys.Equals(_made.Keys))
        {
            Made made = Make(keys);

            // A connection string also names a place; a store stays at the one where it was opened.
            _made = made.Client.Uri == _made.Client.Uri ? made : new Made(keys, _made.Client);
        }

        return _made.Client;
    }

    /// <summary>Where the container is, whatever the credentials.</summary>
    public Uri Address => _made.Client.Uri;

    public bool IsAmbient => _made.Keys.Attribute is null;

    /// <summary>Who the store takes us for, after a request.</summary>
    public string Describe() => _made.Keys switch
    {
        { Attribute: { } attribute, Origin: var origin } => $"{attribute} of account {_made.Client.AccountName} from the configuration ({origin})",
        _ when _platform is null => "the identity that the program gives",
        _ => _platform.Source ?? "the platform's identity",
    };

    /// <summary>The address of a blob as a copy needs it: with the shared access signature where that is the credential.</summary>
    public Uri Sign(Uri blob) => _made.Keys is { Attribute: "sas_token", Secret: { } signature } && blob.Query.Length == 0
        ? new Uri($"{blob.AbsoluteUri}?{signature.Reveal().Trim().TrimStart('?')}")
        : blob;

    public void Dispose() => _platform?.Dispose();

    private Made Make(AzureKeys keys) => new(keys, MakeContainer(_source.Spec, keys, _identity, Options()));

    private static BlobContainerClient MakeContainer(StoreSpec spec, AzureKeys keys, TokenCredential identity, BlobClientOptions options)
    {
        try
        {
            return MakeService(spec, keys, identity, options).GetBlobContainerClient(AzureAddress.ReadContainer(spec));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or UriFormatException)
        {
            // What the SDK says can quote the value.
            throw StoreAttributes.CreateException(spec, keys.Attribute ?? "endpoint", keys.Attribute switch
            {
                "connection_string" => "it is not a connection string of a storage account",
                "account_key" => "a key is text in Base64",
                "sas_token" => "it is not a shared access signature",
                _ => "tokens are sent over https:// only",
            });
        }
    }

    private static BlobServiceClient MakeService(StoreSpec spec, AzureKeys keys, TokenCredential identity, BlobClientOptions options)
    {
        if (keys.Attribute == "connection_string")
        {
            return new BlobServiceClient(keys.Secret!.Reveal().Trim(), options);
        }

        var address = AzureAddress.From(spec);
        return keys.Attribute switch
        {
            "account_key" => new BlobServiceClient(address.Service, new StorageSharedKeyCredential(address.Account, keys.Secret!.Reveal()), options),
            "sas_token" when address.Service.Scheme != Uri.UriSchemeHttps && !address.Service.IsLoopback => throw StoreAttributes.CreateException(
                spec, "endpoint", "a shared access signature is part of every address, and over http:// anybody on the way could read and use it; write https://"),
            "sas_token" => new BlobServiceClient(address.Service, new AzureSasCredential(keys.Secret!.Reveal().Trim().TrimStart('?')), options),
            _ => new BlobServiceClient(address.Service, identity, options),
        };
    }

    private BlobClientOptions Options() => new()
    {
        Transport = new HttpClientTransport(_wire.Client),

        // A folder's marker is another blob than the one that is named as the folder.
        TrimBlobNameSlashes = false,
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 5,
            Delay = TimeSpan.FromMilliseconds(Math.Min(200, _maxRetryDelay.TotalMilliseconds)),
            MaxDelay = _maxRetryDelay,
            NetworkTimeout = TimeSpan.FromSeconds(100),
        },
        Diagnostics = { IsLoggingEnabled = false, IsTelemetryEnabled = false, IsDistributedTracingEnabled = false },
    };

    private sealed record Made(AzureKeys Keys, BlobContainerClient Client);
}
