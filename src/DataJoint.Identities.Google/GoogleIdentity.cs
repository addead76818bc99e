using DataJoint.Configuration;
using DataJoint.Identities.Google.Sources;
using DataJoint.Identities.Google.Tokens;

namespace DataJoint.Identities.Google;

/// <summary>
/// Who asks Google: the credential that is given, else the platform's identity in the order of Google's own libraries
/// (<c>GOOGLE_APPLICATION_CREDENTIALS</c>, gcloud's sign-in, the metadata server). Tokens are kept until shortly before they run out.
/// </summary>
public sealed class GoogleIdentity : IDisposable
{
    private const int LargestDocument = 1 << 20;

    private readonly GoogleIdentityOptions _options;
    private readonly TokenService _service;
    private readonly SemaphoreSlim _gate = new(1);
    private Secret? _given;
    private ITokenSource? _tokens;
    private GoogleToken? _token;

    /// <summary>Prepares; nothing is asked yet.</summary>
    /// <param name="options">What the tokens are for.</param>
    public GoogleIdentity(GoogleIdentityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _service = new TokenService(options);
    }

    /// <summary>Who it is, for people; after a token. No secret.</summary>
    public string Name => _tokens?.Name ?? "none yet";

    /// <summary>Reads the credential that is given, the file that it names included, and asks nobody. One whose text is kept elsewhere is not judged.</summary>
    /// <exception cref="GoogleIdentityException">No token can be had with it.</exception>
    public void CheckGiven()
    {
        if (_options.Given() is { Text: { IsResolved: true } text } given)
        {
            _ = Read(given, text);
        }
    }

    /// <summary>A token that is good for a while.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The text after <c>Authorization: Bearer</c>.</returns>
    /// <exception cref="GoogleIdentityException">There is no identity, or it is refused.</exception>
    /// <exception cref="SecretException">The credential is kept elsewhere, and could not be had.</exception>
    public async ValueTask<Secret> GetTokenAsync(CancellationToken cancellationToken = default)
    {
        GoogleCredential? credential = _options.Given();
        Secret? given = credential?.Text;
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        if (_token is { } token && token.IsFresh(now) && Equals(given, _given))
        {
            return token.Text;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_tokens is null || !Equals(given, _given))
            {
                _tokens = credential is null ? await FindPlatformAsync(cancellationToken).ConfigureAwait(false)
                    : Read(credential, await credential.Text.ResolveAsync(cancellationToken).ConfigureAwait(false));
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

    /// <summary>Forgets a token that the service did not take, and the key of a file that may have been replaced; not what others got since.</summary>
    /// <param name="refused">The token that was used; <see langword="null"/> when there was none to be had.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>A task that ends when it is forgotten.</returns>
    public async Task ForgetAsync(Secret? refused, CancellationToken cancellationToken = default)
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

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _service.Dispose();
        _gate.Dispose();
    }

    private ITokenSource Read(GoogleCredential given, Secret resolved)
    {
        string text = resolved.Reveal().Trim();
        if (text.Length == 0)
        {
            throw new GoogleIdentityException(GoogleIdentityFault.InvalidCredential, $"{given.Origin} is empty.");
        }

        if (text.StartsWith('{'))
        {
            return CredentialDocument.Read(_service, text, given.Origin, given.IsFromProject);
        }

        string path = string.IsNullOrEmpty(given.Folder) ? Path.GetFullPath(text) : Path.GetFullPath(text, given.Folder);
        return ReadFile(path, $"the file of {given.Origin}", given.IsFromProject);
    }

    private async Task<ITokenSource> FindPlatformAsync(CancellationToken cancellationToken)
    {
        const string variable = "GOOGLE_APPLICATION_CREDENTIALS";
        if (_options.HostEnvironment.FindVariable(variable) is { } named)
        {
            return ReadFile(named, "the file that " + variable + " names", isFromProject: false);
        }

        if (FindWellKnown() is { } file)
        {
            return ReadFile(file, "gcloud's application_default_credentials.json", isFromProject: false);
        }

        var metadata = new MetadataServer(_service, _options.HostEnvironment.FindVariable("GCE_METADATA_HOST") ?? MetadataServer.UsualHost);
        return await metadata.IsThereAsync(cancellationToken).ConfigureAwait(false) ? metadata : throw new GoogleIdentityException(
            GoogleIdentityFault.Missing,
            $"{(_options.TokenSetting is null ? "" : $"{_options.TokenSetting} is not set, and ")}neither GOOGLE_APPLICATION_CREDENTIALS, gcloud nor a metadata server offers an identity.",
            _options.TokenSetting is null ? _options.Remedy : $"Run: djc secrets set {_options.TokenSetting}, or: gcloud auth application-default login");
    }

    private string? FindWellKnown()
    {
        const string name = "application_default_credentials.json";
        string? folder = _options.HostEnvironment.FindVariable("CLOUDSDK_CONFIG")
            ?? (OperatingSystem.IsWindows() ? Below(_options.HostEnvironment.FindVariable("APPDATA"), "gcloud")
                : Below(_options.HostEnvironment.FindHomeDirectory(), ".config/gcloud"));
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
            throw new GoogleIdentityException(GoogleIdentityFault.Missing, $"{origin} cannot be read: {exception.Message}.");
        }

        return CredentialDocument.Read(_service, text, origin, isFromProject);
    }
}
