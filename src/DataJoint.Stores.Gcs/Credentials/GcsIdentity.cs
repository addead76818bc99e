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
        _source = source;
        _identity = new GoogleIdentity(Describe(source.Spec, address, () => FindGiven(source.Newest), hostEnvironment));
    }

    public bool IsAmbient => FindGiven(_source.Newest) is null;

    /// <summary>Looks at the credential that a store is given, without asking anybody.</summary>
    /// <exception cref="StoreException">No token can be had with it.</exception>
    public static void Check(StoreSpec spec, GcsAddress address, HostEnvironment hostEnvironment)
    {
        using GoogleIdentity identity = new(Describe(spec, address, () => FindGiven(spec), hostEnvironment));
        try
        {
            identity.CheckGiven();
        }
        catch (GoogleIdentityException fault)
        {
            throw Explain(spec, fault);
        }
    }

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
            throw Explain(_source.Spec, fault);
        }
    }

    /// <summary>Forgets a token that the store did not take, and the key of a file that may have been replaced; not what others got since.</summary>
    public Task ForgetAsync(Secret? refused, CancellationToken cancellationToken) => _identity.ForgetAsync(refused, cancellationToken);

    public void Dispose() => _identity.Dispose();

    private static GoogleIdentityOptions Describe(StoreSpec spec, GcsAddress address, Func<GoogleCredential?> given, HostEnvironment hostEnvironment) => new()
    {
        Service = address.Root,
        Scope = Scope,
        TokenSetting = $"stores.{spec.Name}.token",
        TokenRemedy = spec.OriginOf("token") is null ? null : StoreAttributes.DescribeChange(spec, "token"),
        EndpointSetting = $"stores.{spec.Name}.endpoint",
        Given = given,
        HostEnvironment = hostEnvironment,
    };

    private static StoreException Explain(StoreSpec spec, GoogleIdentityException fault) =>
        new(CodeOf(fault.Fault), spec.Name, null, fault.Message) { Hint = fault.Diagnostic.Hint };

    private static StoreErrorCode CodeOf(GoogleIdentityFault fault) => fault switch
    {
        GoogleIdentityFault.InvalidCredential => StoreErrorCode.InvalidAttribute,
        GoogleIdentityFault.ReferenceInProject => StoreErrorCode.ReferenceInProjectCredential,
        GoogleIdentityFault.Refused => StoreErrorCode.CredentialsRefused,
        GoogleIdentityFault.Unavailable => StoreErrorCode.Unavailable,
        GoogleIdentityFault.UnexpectedAnswer => StoreErrorCode.UnexpectedAnswer,
        _ => StoreErrorCode.NoCredentials,
    };

    private static GoogleCredential? FindGiven(StoreSpec spec)
    {
        if (spec.GetSecret("token") is not { } token || (token.IsResolved && string.IsNullOrWhiteSpace(token.Reveal())))
        {
            return null;
        }

        if (token.IsResolved && DocumentInDisguise.Find(token.Reveal()) is string disguise)
        {
            throw StoreAttributes.CreateException(spec, "token", $"it is {disguise}; it must be the document itself (JSON), or the path of its file");
        }

        if (token.IsResolved && ForeignToken.Find(token.Reveal().Trim()) is string foreign)
        {
            throw StoreAttributes.CreateException(
                spec, "token", $"it is {foreign}; it must be a credential document (JSON), or the path of its file",
                $"Write one of those, or remove token ({spec.OriginOf("token")}): without it the identity of this machine is used (gcloud auth application-default login gives it one).");
        }

        return new GoogleCredential(token, $"stores.{spec.Name}.token ({spec.OriginOf("token")})")
        {
            IsFromProject = spec.LayerOf("token") == SettingLayer.Project,
            Folder = spec.Project.Root ?? spec.Project.StartDirectory,
        };
    }
}
