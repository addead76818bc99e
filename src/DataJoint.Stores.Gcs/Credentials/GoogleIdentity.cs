using DataJoint.Configuration;
using DataJoint.Stores.Gcs.Endpoints;

namespace DataJoint.Stores.Gcs.Credentials;

/// <summary>
/// Who asks: the configuration's <c>token</c>, else the platform's identity in the order of Google's own libraries. Tokens are kept until
/// shortly before they run out.
/// </summary>
internal sealed class GoogleIdentity : IDisposable
{
    private const int LargestDocument = 1 << 20;

    private readonly StoreSource _source;
    private readonly Surroundings _surroundings;
    private readonly TokenService _service;
    private readonly SemaphoreSlim _gate = new(1);
    private Secret? _given;
    private ITokenSource? _tokens;
    private GoogleToken? _token;

    public GoogleIdentity(StoreSource source, Surroundings surroundings, GcsAddress address)
    {
        _source = source;
        _surroundings = surroundings;
        _service = new TokenService(source.Spec.Name, address);
    }

    public bool IsAmbient => Given is null;

    /// <summary>Who it is, for people; after a token.</summary>
    public string Name => _tokens?.Name ?? "nobody yet";

    private Secret? Given => _source.Newest.GetSecret("token") is { } token && !string.IsNullOrWhiteSpace(token.Reveal()) ? token : null;

    /// <summary>A token that is good for a while.</summary>
    /// <exception cref="StoreException">There is no identity, or it is refused.</exception>
    public async ValueTask<Secret> GetTokenAsync(CancellationToken cancellationToken)
    {
        var given = Given;
        var now = TimeProvider.System.GetUtcNow();
        if (_token is { } token && token.IsFresh(now) && Equals(given, _given))
        {
            return token.Text;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_tokens is null || !Equals(given, _given))
            {
                _tokens = given is null ? await FindPlatformAsync(cancellationToken).ConfigureAwait(false) : Read(given);
                (_given, _token) = (given, null);
            }

            _token = _token is { } newer && newer.IsFresh(now) ? newer : await _tokens.AskAsync(cancellationToken).ConfigureAwait(false);
            return _token.Text;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets a token that the store did not take, and the key of a file that may have been replaced; not what others got since.</summary>
    /// <param name="refused">The token that was used; <see langword="null"/> when there was none to be had.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    public async Task ForgetAsync(Secret? refused, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (ReferenceEquals(_token?.Text, refused))
            {
                (_token, _tokens) = (null, null);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _service.Dispose();
        _gate.Dispose();
    }

    private ITokenSource Read(Secret given)
    {
        var text = given.Reveal().Trim();
        var isFromProject = _source.Newest.LayerOf("token") == SettingLayer.Project;
        var origin = $"stores.{_source.Spec.Name}.token ({_source.Newest.OriginOf("token")})";
        if (text.StartsWith('{'))
        {
            return CredentialDocument.Read(_service, text, origin, isFromProject);
        }

        var project = _source.Spec.Project;
        var folder = project.Root ?? project.StartDirectory;
        var path = folder.Length == 0 ? Path.GetFullPath(text) : Path.GetFullPath(text, folder);
        return ReadFile(path, $"the file of {origin}", isFromProject);
    }

    private async Task<ITokenSource> FindPlatformAsync(CancellationToken cancellationToken)
    {
        const string variable = "GOOGLE_APPLICATION_CREDENTIALS";
        if (_surroundings.FindVariable(variable) is { } named)
        {
            return ReadFile(named, "the file that " + variable + " names", isFromProject: false);
        }

        if (FindWellKnown() is { } file)
        {
            return ReadFile(file, "gcloud's application_default_credentials.json", isFromProject: false);
        }

        var metadata = new MetadataServer(_service, _surroundings.FindVariable("GCE_METADATA_HOST") ?? MetadataServer.UsualHost);
        return await metadata.IsThereAsync(cancellationToken).ConfigureAwait(false) ? metadata : throw new StoreException(
            StoreErrorCode.NoCredentials, _source.Spec.Name, null,
            "the configuration has no token for it, and neither GOOGLE_APPLICATION_CREDENTIALS, gcloud nor a metadata server offers an identity.")
        {
            Hint = $"Run: djc secrets set stores.{_source.Spec.Name}.token, or: gcloud auth application-default login",
        };
    }

    private string? FindWellKnown()
    {
        const string name = "application_default_credentials.json";
        var folder = _surroundings.FindVariable("CLOUDSDK_CONFIG")
            ?? (OperatingSystem.IsWindows() ? Below(_surroundings.FindVariable("APPDATA"), "gcloud") : Below(_surroundings.FindHomeDirectory(), ".config/gcloud"));
        return folder is not null && Path.Exists(Path.Combine(folder, name)) ? Path.Combine(folder, name) : null;
    }

    private static string? Below(string? folder, string path) => folder is null ? null : Path.Combine(folder, path);

    private ITokenSource ReadFile(string path, string origin, bool isFromProject)
    {
        string text;
        try
        {
            text = NamedFile.ReadText(path, LargestDocument);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A token that was pasted where a path belongs must not be shown as one.
            throw new StoreException(StoreErrorCode.NoCredentials, _source.Spec.Name, null, $"{origin} cannot be read: {exception.Message}.");
        }

        return CredentialDocument.Read(_service, text, origin, isFromProject);
    }
}
