using System.Diagnostics.CodeAnalysis;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Trust;

/// <summary>A destination that somebody trusts: <c>host</c> (any port), <c>host:port</c>, <c>*.example.com</c>, or the path of a local socket.</summary>
internal sealed record TrustedHost
{
    /// <summary>In place of a destination: all references of the project, wherever their texts go. A server of that name is trusted with its port.</summary>
    public const string References = "references";

    private const string AnyLabel = "*.";

    private TrustedHost(string host, int? port)
    {
        Host = host;
        Port = port;
    }

    private string Host { get; }

    private int? Port { get; }

    /// <summary>Understands a destination as people write it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TrustedHost? host, [NotNullWhen(false)] out string? problem)
    {
        string trimmed = text.Trim();
        host = null;
        if (trimmed.Length > 0 && trimmed[0] == '/')
        {
            host = new TrustedHost(trimmed, null);
            problem = null;
            return true;
        }

        bool isWildcard = trimmed.StartsWith(AnyLabel, StringComparison.Ordinal);
        if (!HostAddress.TryParse(isWildcard ? trimmed.Substring(AnyLabel.Length) : trimmed, out HostAddress address, out string? fault))
        {
            problem = fault ?? "is not a host";
            return false;
        }

        problem = null;
        if (address.Host.IndexOfAny(['*', '/', '@', ',']) >= 0 || (isWildcard && address.Host.IndexOf('.') < 0))
        {
            problem = "is neither a host, host:port nor *.domain";
            return false;
        }

        host = new TrustedHost((isWildcard ? AnyLabel : "") + CredentialDestination.Normalize(address.Host), address.Port);
        return true;
    }

    /// <summary>Whether it stands for all references of the project.</summary>
    public bool IsForReferences => Port is null && Host == References;

    public bool Covers(CredentialDestination destination) =>
        !IsForReferences && (Port is null || Port == destination.Port)
        && (Host.StartsWith(AnyLabel, StringComparison.Ordinal)
            ? destination.Host.EndsWith(Host.Substring(1), StringComparison.Ordinal) && destination.Host.Length > Host.Length - 1
            : Host == destination.Host);

    /// <summary>The destination as the list keeps it.</summary>
    public override string ToString() => Port is not int port ? Host : new CredentialDestination(Host, port, null, SettingLayer.Default).Text;
}
