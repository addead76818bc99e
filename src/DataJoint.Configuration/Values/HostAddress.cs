using System.Globalization;

namespace DataJoint.Configuration.Values;

/// <summary>A host with an optional port: <c>host</c>, <c>host:port</c>, <c>::1</c>, <c>[::1]</c> or <c>[::1]:port</c>.</summary>
internal readonly record struct HostAddress(string Host, int? Port)
{
    private const string NotInHosts = "@/\\?#;";

    public static bool TryParse(string text, out HostAddress address, out string? problem)
    {
        string trimmed = text.Trim();
        address = new HostAddress(trimmed, null);
        problem = null;
        if (trimmed.Length == 0)
        {
            problem = "is empty";
        }
        else if (trimmed.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            problem = "has white space in it";
        }
        else if (trimmed.IndexOf("://", StringComparison.Ordinal) >= 0)
        {
            problem = "is a URL, not a host name";
        }
        else if (trimmed.IndexOf(',') >= 0)
        {
            // A driver would try each of several hosts, and trust is given to one.
            problem = "has ',' in it; one host is expected";
        }
        else if (trimmed[0] != '/' && trimmed.FirstOrDefault(c => NotInHosts.IndexOf(c) >= 0) is char strange and not '\0')
        {
            // Drivers would take an abstract socket, a path or another setting out of it, and not the host that people read.
            problem = $"has '{strange}' in it, which no host name has";
        }
        else if (trimmed[0] == '[')
        {
            problem = ParseBracketed(trimmed, ref address);
        }
        else if (trimmed.IndexOf(':') is int colon and >= 0)
        {
            problem = trimmed.IndexOf(':', colon + 1) >= 0
                ? CheckAddress(trimmed)
                : ParsePort(trimmed.Substring(0, colon), trimmed.Substring(colon + 1), ref address);
        }

        return problem is null;
    }

    private static string? ParseBracketed(string text, ref HostAddress address)
    {
        int close = text.IndexOf(']');
        if (close < 0)
        {
            return "lacks the closing bracket";
        }

        string host = text.Substring(1, close - 1);
        string rest = text.Substring(close + 1);
        address = new HostAddress(host, null);
        return CheckAddress(host)
            ?? (rest.Length == 0 ? null
                : rest[0] == ':' ? ParsePort(host, rest.Substring(1), ref address)
                : "has text after the closing bracket");
    }

    private static string? CheckAddress(string host)
    {
        int zone = host.IndexOf('%');
        string bare = zone < 0 ? host : host.Substring(0, zone);
        return System.Net.IPAddress.TryParse(bare, out System.Net.IPAddress? parsed)
            && parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? null
            : "is neither host:port nor an IPv6 address";
    }

    private static string? ParsePort(string host, string port, ref HostAddress address)
    {
        if (host.Length == 0)
        {
            return "has no host before the port";
        }

        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > 65535)
        {
            return "has a port that is not a number from 1 to 65535";
        }

        address = new HostAddress(host, number);
        return null;
    }
}
