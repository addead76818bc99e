using DataJoint.Configuration;

namespace DataJoint.Identities.Google;

/// <summary>What tokens are for, and where the identity comes from.</summary>
public sealed class GoogleIdentityOptions
{
    /// <summary>The service that the tokens are shown to. It decides which cloud's token services a credential may name.</summary>
    public required Uri Service { get; init; }

    /// <summary>What the tokens permit: a scope of OAuth 2.0, such as <c>https://www.googleapis.com/auth/devstorage.read_write</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The setting that may hold a credential, for hints: <c>stores.main.token</c>. <see langword="null"/> where the platform's identity alone counts.</summary>
    public required string? TokenSetting { get; init; }

    /// <summary>How the credential gets another value, for hints, where <c>djc secrets set</c> would change nothing: a variable gives it.</summary>
    /// <remarks><see langword="null"/> by default.</remarks>
    public string? TokenRemedy { get; init; }

    /// <summary>The setting that names the service, for hints: <c>stores.main.endpoint</c>. <see langword="null"/> where none does.</summary>
    public required string? EndpointSetting { get; init; }

    /// <summary>How the credential gets another value.</summary>
    internal string Remedy => TokenRemedy ?? (TokenSetting is null ? "Run: gcloud auth application-default login" : $"Run: djc secrets set {TokenSetting}");

    /// <summary>
    /// The newest credential of the configuration; asked for before each token. <see langword="null"/>, also by default: the platform's identity is used.
    /// </summary>
    public Func<GoogleCredential?> Given { get; init; } = static () => null;

    /// <summary>Variables and directories of the machine (default: those of this process).</summary>
    public HostEnvironment HostEnvironment { get; init; } = HostEnvironment.Process;
}
