using DataJoint.Configuration;

namespace DataJoint.Stores.Gcs.Endpoints;

/// <summary>The addresses of Google's JSON API for one bucket. Names are escaped whole, so that <c>/</c> in them is not a path of the API.</summary>
/// <remarks>See https://cloud.google.com/storage/docs/json_api/v1 and https://cloud.google.com/storage/docs/request-endpoints.</remarks>
internal sealed class GcsAddress
{
    private const string UsualEndpoint = "https://storage.googleapis.com";

    private readonly string _bucket;

    private GcsAddress(Uri root, string bucket)
    {
        Root = root;
        Bucket = bucket;
        _bucket = Uri.EscapeDataString(bucket);
    }

    /// <summary>Scheme, host and port.</summary>
    public Uri Root { get; }

    public string Bucket { get; }

    public static GcsAddress From(StoreSpec spec)
    {
        string written = spec.GetText("endpoint")?.Trim() is { Length: > 0 } given ? given : UsualEndpoint;
        string full = HttpEndpoint.Complete(written, Uri.UriSchemeHttps);
        if (!HttpEndpoint.LacksPort(full) && Uri.TryCreate(full, UriKind.Absolute, out Uri? address) && IsUsable(address))
        {
            return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
                ? new GcsAddress(new Uri(address.GetLeftPart(UriPartial.Authority)), StoreAttributes.ReadBucket(spec, "bucket"))
                : throw StoreAttributes.CreateException(
                    spec,
                    "endpoint",
                    "every request carries a token, and over http:// anybody on the way could read and use it; http:// is for this machine only",
                    $"Run: djc config set stores.{spec.Name}.endpoint https://{address.Authority}");
        }

        throw StoreAttributes.CreateException(
            spec,
            "endpoint",
            HttpEndpoint.LacksPort(full) ? HttpEndpoint.NoPort : "it must be a host, optionally with a port and with http:// or https:// before it",
            $"Run: djc config unset stores.{spec.Name}.endpoint, which means storage.googleapis.com");
    }

    /// <summary>All objects.</summary>
    public Uri Objects(string query) => new(Root, $"/storage/v1/b/{_bucket}/o?{query}");

    /// <summary>One object.</summary>
    public Uri Object(string path, string query) => new(Root, $"/storage/v1/b/{_bucket}/o/{Uri.EscapeDataString(path)}?{query}");

    /// <summary>Where objects are written.</summary>
    public Uri Upload(string query) => new(Root, $"/upload/storage/v1/b/{_bucket}/o?{query}");

    /// <summary>Where a copy is made.</summary>
    public Uri Rewrite(string source, string destination, string query) => new(
        Root, $"/storage/v1/b/{_bucket}/o/{Uri.EscapeDataString(source)}/rewriteTo/b/{_bucket}/o/{Uri.EscapeDataString(destination)}?{query}");

    /// <summary>Whether an address is at the same server, so that a token may go there.</summary>
    public bool IsSameServer(Uri other) => (other.Scheme, other.IdnHost, other.Port) == (Root.Scheme, Root.IdnHost, Root.Port);

    private static bool IsUsable(Uri address) =>
        address.Scheme is "http" or "https" && address.Host.Length > 0 && address.Port != 0 && address.UserInfo.Length == 0
        && address.AbsolutePath == "/" && address.Query.Length == 0 && address.Fragment.Length == 0;
}
