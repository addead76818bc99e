namespace DataJoint.Servers;

/// <summary>What a certificate is asked for.</summary>
/// <param name="Name">The host's or the client's name.</param>
/// <param name="Until">When it runs out; it begins a day before.</param>
internal sealed record CertificateOrder(string Name, DateTimeOffset Until)
{
    public bool IsClient { get; init; }
}
