namespace DataJoint.Identities.Google.Tokens;

/// <summary>Which hosts are Google's services, so that a token may be shown to them.</summary>
/// <remarks>The forms that Google's own libraries accept; regional and private ones have a word more.</remarks>
internal static class GoogleHosts
{
    /// <summary>The domain below which Google's services are, save in clouds that somebody else runs with Google's software.</summary>
    public const string UsualUniverse = "googleapis.com";

    /// <summary>Whether a host is a service.</summary>
    /// <param name="host">The host.</param>
    /// <param name="service">Such as <c>sts</c>.</param>
    /// <param name="universe">The domain of the cloud.</param>
    public static bool IsService(string host, string service, string universe)
    {
        if (!host.EndsWith("." + universe, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string[] labels = host[..^(universe.Length + 1)].ToLowerInvariant().Split('.');
        return !labels.Contains("") && labels switch
        {
            [var only] => only == service || only.EndsWith("-" + service, StringComparison.Ordinal),
            [var first, "p"] when first.StartsWith(service + "-", StringComparison.Ordinal) => true,
            [var first, var second] => first == service || second == service,
            _ => false,
        };
    }

    /// <summary>Whether a text is the address of Google's own token service.</summary>
    public static bool IsTokenService(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && uri.UserInfo.Length == 0
        && (uri.IdnHost == "accounts.google.com" || uri.IdnHost.EndsWith("." + UsualUniverse, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a text is the name of a domain.</summary>
    public static bool IsDomain(string text) =>
        text.Split('.') is { Length: > 1 } labels && labels.All(label => label.Length > 0 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));

    /// <summary>Whether an address is in a domain.</summary>
    public static bool IsBelow(Uri address, string domain) => address.IdnHost.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether two addresses are at the same server, so that what may go to one may go to the other.</summary>
    public static bool AreSameServer(Uri one, Uri other) => (one.Scheme, one.IdnHost, one.Port) == (other.Scheme, other.IdnHost, other.Port);
}
