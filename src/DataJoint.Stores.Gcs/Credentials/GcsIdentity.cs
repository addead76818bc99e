using DataJoint.Configuration;
using DataJoint.Identities.Google;
using DataJoint.Stores.Gcs.Endpoints;

namespace DataJoint.Stores.Gcs.Credentials;

/// <summary>Who asks: the store's <c>token</c>, else the platform's identity. What goes wrong is told as the store's fault.</summary>
internal sealed class GcsIdentity : IDisposable
{
    // To read and write objects: https://developers.google.com/identity/protocols/oauth2/scopes#storage
    private const string Scope = "https://www.googleapis.com/auth/devstorage.read_write";

    private readonly StoreSource _source;
    private readonly GoogleIdentity _identity;

    public GcsIdentity(StoreSource source, HostEnvironment hostEnvironment, GcsAddress address)
    {
        string store = $"stores.{source.Spec.Name}";
        _source = source;
        _identity = new GoogleIdentity(new GoogleIdentityOptions
        {
            Service = address.Root,
            Scope = Scope,
            TokenSetting = store + ".token",
            TokenRemedy = source.Spec.OriginOf("token") is null ? null : StoreAttributes.DescribeChange(source.Spec, "token"),
            EndpointSetting = store + ".endpoint",
            Given = FindGiven,
            HostEnvironment = hostEnvironment,
        });
    }

    public bool IsAmbient => FindGiven() is null;

    /// <summary>Who it is, for people; after a token.</summary>
    public string Name => _identity.Name;

    /// <summary>A token that is good for a while.</summary>
    /// <exception cref="StoreException">There is no identity, or it is refused.</exception>
    public async ValueTask<Secret> GetTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _identity.GetTokenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SecretException failed)
        {
            throw _source.Describe(failed.At($"stores.{_source.Spec.Name}.token", _source.Newest.OriginOf("token")));
        }
        catch (GoogleIdentityException fault)
        {
            throw new StoreException(CodeOf(fault.Fault), _source.Spec.Name, null, fault.Message) { Hint = fault.Diagnostic.Hint };
        }
    }

    /// <summary>Forgets a token that the store did not take, and the key of a file that may have been replaced; not what others got since.</summary>
    public Task ForgetAsync(Secret? refused, CancellationToken cancellationToken) => _identity.ForgetAsync(refused, cancellationToken);

    public void Dispose() => _identity.Dispose();

    private static StoreErrorCode CodeOf(GoogleIdentityFault fault) => fault switch
    {
        GoogleIdentityFault.InvalidCredential => StoreErrorCode.InvalidAttribute,
        GoogleIdentityFault.ReferenceInProject => StoreErrorCode.ReferenceInProjectCredential,
        GoogleIdentityFault.Refused => StoreErrorCode.CredentialsRefused,
        GoogleIdentityFault.Unavailable => StoreErrorCode.Unavailable,
        GoogleIdentityFault.UnexpectedAnswer => StoreErrorCode.UnexpectedAnswer,
        _ => StoreErrorCode.NoCredentials,
    };

    private GoogleCredential? FindGiven()
    {
        StoreSpec spec = _source.Newest;
        if (spec.GetSecret("token") is not { } token || (token.IsResolved && string.IsNullOrWhiteSpace(token.Reveal())))
        {
            return null;
        }

        if (token.IsResolved && DocumentInDisguise.Find(token.Reveal()) is string disguise)
        {
            throw StoreAttributes.CreateException(spec, "token", $"it is {disguise}; it must be the document itself (JSON), or the path of its file");
        }

        return new GoogleCredential(token, $"stores.{spec.Name}.token ({spec.OriginOf("token")})")
        {
            IsFromProject = spec.LayerOf("token") == SettingLayer.Project,
            Folder = spec.Project.Root ?? spec.Project.StartDirectory,
        };
    }
}
