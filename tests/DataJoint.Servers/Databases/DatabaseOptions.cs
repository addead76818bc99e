namespace DataJoint.Servers;

/// <summary>How a database server is to be started.</summary>
public sealed record DatabaseOptions
{
    /// <summary>TLS with this certificate; null, the default, for no TLS at all.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>Refuses connections that are not encrypted. Default: false.</summary>
    public bool RequireTls { get; init; }

    /// <summary>The authority whose client certificates are accepted; null for none. See <see cref="RequireClientCertificate"/>.</summary>
    public string? ClientAuthorityFile { get; init; }

    /// <summary>Refuses the account <c>dj</c> without a certificate of <see cref="ClientAuthorityFile"/>. Default: false.</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>
    /// More words for the server's command line, in the server's own spelling, for example <c>--max-connections=3</c> or <c>-c max_connections=3</c> as
    /// two words.
    /// </summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
