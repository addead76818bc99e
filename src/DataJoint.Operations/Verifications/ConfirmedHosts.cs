using System.Globalization;

namespace DataJoint.Operations.Verifications;

/// <summary>The servers that the user confirms: by name beforehand, or when asked, each once.</summary>
internal sealed class ConfirmedHosts(LeakVerificationOptions options)
{
    private readonly Dictionary<string, bool> _answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it was named beforehand.</summary>
    public bool Names(string host, int? port) => options.Hosts.Any(named => Covers(named, host, port));

    public bool Allows(string host, int? port) =>
        Names(host, port) || Ask(port is int number ? string.Create(CultureInfo.InvariantCulture, $"{host}:{number}") : host);

    public static bool IsSameHost(string one, string other) => string.Equals(one.TrimEnd('.'), other.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private static bool Covers(string named, string host, int? port)
    {
        int colon = named.LastIndexOf(':');
        bool hasPort = colon > 0 && named.IndexOf(':', StringComparison.Ordinal) == colon;
        return hasPort
            ? IsSameHost(named[..colon], host) && port?.ToString(CultureInfo.InvariantCulture) == named[(colon + 1)..]
            : named.StartsWith("*.", StringComparison.Ordinal) ? host.TrimEnd('.').EndsWith(named[1..], StringComparison.OrdinalIgnoreCase)
            : IsSameHost(named.Trim('[', ']'), host);
    }

    private bool Ask(string destination)
    {
        if (options.Confirm is null)
        {
            return false;
        }

        if (!_answers.TryGetValue(destination, out bool answer))
        {
            answer = _answers[destination] = options.Confirm(destination);
        }

        return answer;
    }
}
