using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Stores.S3.Endpoints;

/// <summary>Where a store's requests go, from <c>endpoint</c>, <c>secure</c> and <c>region</c> as people write them.</summary>
internal sealed class S3Endpoint
{
    private const string AmazonHost = ".amazonaws.com";
    private const string AnyRegion = "us-east-1";

    private S3Endpoint(Uri address, string? region, bool isAmazon)
    {
        Address = address;
        Region = region;
        IsAmazon = isAmazon;
    }

    /// <summary>Scheme, host and port.</summary>
    public Uri Address { get; }

    /// <summary>The region as it is configured or as the host's name tells it; <see langword="null"/>: to be found out.</summary>
    public string? Region { get; }

    public bool IsAmazon { get; }

    /// <summary>Whether the bucket goes into the path: everywhere but at Amazon, where it goes into the host's name.</summary>
    public bool IsPathStyle => !IsAmazon;

    public bool IsSecure => Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>What requests are signed for where nobody tells; other servers than Amazon's accept it, or any.</summary>
    public string SigningRegion => Region ?? AnyRegion;

    public static S3Endpoint From(StoreSpec spec)
    {
        string written = spec.GetText("endpoint")!.Trim();
        string full = HttpEndpoint.Complete(written, spec["secure"].AsBoolean() ? Uri.UriSchemeHttps : Uri.UriSchemeHttp);
        if (HttpEndpoint.LacksPort(full))
        {
            throw StoreAttributes.CreateException(spec, "endpoint", HttpEndpoint.NoPort);
        }

        if (!Uri.TryCreate(full, UriKind.Absolute, out Uri? address) || !IsUsable(address))
        {
            throw StoreAttributes.CreateException(
                spec, "endpoint", "it must be a host, optionally with a port and with http:// or https:// before it, such as s3.amazonaws.com or minio.example.com:9000");
        }

        if (address.Scheme == Uri.UriSchemeHttp && spec.OriginOf("secure") is not null && spec["secure"].AsBoolean())
        {
            throw StoreAttributes.RefusePlainText(spec);
        }

        bool isAmazon = address.Host.EndsWith(AmazonHost, StringComparison.OrdinalIgnoreCase)
            || address.Host.EndsWith(AmazonHost + ".cn", StringComparison.OrdinalIgnoreCase);
        if (isAmazon && spec.GetText("region") is { Length: > 0 } named && !IsRegion(named))
        {
            // It becomes part of the host's name.
            throw StoreAttributes.CreateException(spec, "region", "at Amazon it must be the name of a region, such as eu-central-1");
        }

        string? region = spec.GetText("region") is { Length: > 0 } given ? given : isAmazon ? RegionIn(address.Host) : null;
        return new S3Endpoint(new Uri(address.GetLeftPart(UriPartial.Authority)), region, isAmazon).InItsRegion();
    }

    public S3Endpoint WithRegion(string region) => new S3Endpoint(Address, region, IsAmazon).InItsRegion();

    /// <summary>For people: no default port.</summary>
    public override string ToString() => Address.GetLeftPart(UriPartial.Authority);

    private static bool IsUsable(Uri address) =>
        address.Scheme is "http" or "https" && address.Host.Length > 0 && address.Port != 0 && address.UserInfo.Length == 0
        && address.AbsolutePath == "/" && address.Query.Length == 0 && address.Fragment.Length == 0;

    private static bool IsRegion(string text) => text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // s3.eu-central-1.amazonaws.com, and the old s3-eu-central-1.amazonaws.com.
    private static string? RegionIn(string host)
    {
        string[] labels = host.ToLowerInvariant().Split('.');
        return labels[0] == "s3" && labels.Length > 3 && labels[1].Contains('-', StringComparison.Ordinal) ? labels[1]
            : labels[0].StartsWith("s3-", StringComparison.Ordinal) && labels.Length >= 3 ? labels[0][3..]
            : null;
    }

    // The global name answers for one region only; the others have names of their own.
    private S3Endpoint InItsRegion()
    {
        const string global = "s3.amazonaws.com";
        if (Region is null || !IsRegion(Region) || !Address.Host.Equals(global, StringComparison.OrdinalIgnoreCase))
        {
            return this;
        }

        string host = string.Create(CultureInfo.InvariantCulture, $"s3.{Region}.amazonaws.com");
        return new S3Endpoint(new UriBuilder(Address) { Host = host }.Uri, Region, IsAmazon);
    }
}
