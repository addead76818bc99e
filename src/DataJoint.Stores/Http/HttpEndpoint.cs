using System.Net;
using System.Net.Sockets;

namespace DataJoint.Stores;

/// <summary>Endpoints as people write them: a host, with or without port and scheme. For stores.</summary>
public static class HttpEndpoint
{
    /// <summary>What is wrong with an endpoint that <see cref="LacksPort"/>, in words.</summary>
    public const string NoPort = "it ends in ':' and there is no port after it; write the port, or leave the colon out";

    private const string AfterScheme = "://";

    /// <summary>Adds what an endpoint leaves out: the scheme, and the brackets around a bare IPv6 address.</summary>
    /// <param name="written">The endpoint as it is written.</param>
    /// <param name="scheme">The scheme of one that has none: <c>https</c>.</param>
    /// <returns>The text of a URL, if the endpoint is any good.</returns>
    public static string Complete(string written, string scheme)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(scheme);
        return written.Contains(AfterScheme, StringComparison.Ordinal) ? written
            : IsBareIPv6(written) ? $"{scheme}{AfterScheme}[{written}]"
            : scheme + AfterScheme + written;
    }

    /// <summary>Whether there is a colon for a port but no port, which would silently mean the scheme's own.</summary>
    /// <param name="url">The text of a URL.</param>
    /// <returns><see langword="true"/> for <c>http://127.0.0.1:</c>.</returns>
    public static bool LacksPort(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        ReadOnlySpan<char> authority = url.AsSpan(Math.Max(0, url.IndexOf(AfterScheme, StringComparison.Ordinal) + AfterScheme.Length));
        int end = authority.IndexOfAny('/', '?', '#');
        return (end < 0 ? authority : authority[..end]) is [.., ':'];
    }

    private static bool IsBareIPv6(string written) =>
        !written.StartsWith('[') && IPAddress.TryParse(written, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6;
}
