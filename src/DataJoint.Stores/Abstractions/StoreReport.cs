namespace DataJoint.Stores;

/// <summary>How a store is reached and as whom. Never holds a secret.</summary>
public sealed class StoreReport
{
    /// <summary>Begins a report.</summary>
    /// <param name="endpoint">The address in full, such as <c>https://s3.eu-central-1.amazonaws.com</c>; no user or password in it.</param>
    /// <param name="identity">Who the store takes us for, or with what: <c>the access key from the configuration</c>. No part of a key.</param>
    public StoreReport(string endpoint, string identity)
    {
        Endpoint = endpoint;
        Identity = identity;
    }

    /// <summary>The address in full, without user or password.</summary>
    public string Endpoint { get; }

    /// <summary>Who the store takes us for, and where that comes from: the configuration, or which part of the platform.</summary>
    public string Identity { get; }

    /// <summary>Whether the identity is the platform's, because the configuration has no keys.</summary>
    public bool IsAmbient { get; init; }

    /// <summary>The version of TLS that was agreed on, such as <c>TLS 1.3</c>, or <see langword="null"/>: not encrypted.</summary>
    public string? Tls { get; init; }

    /// <summary>The region of the bucket or account, or <see langword="null"/> where there is none.</summary>
    public string? Region { get; init; }

    /// <summary>By how much the store's clock is ahead of this one, or <see langword="null"/> when it is not reported.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>The proxy that is used, without user or password, or <see langword="null"/>.</summary>
    public string? Proxy { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Endpoint} with {Identity}";
}
