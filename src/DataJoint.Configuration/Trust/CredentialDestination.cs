using System.Globalization;
using System.Net;
using DataJoint.Configuration.Secrets;

namespace DataJoint.Configuration.Trust;

/// <summary>Where a credential is sent.</summary>
/// <param name="Host">The host in lower case, or the path of a local socket.</param>
/// <param name="Port">The port, or null for a socket.</param>
/// <param name="Origin">Where the destination comes from, or null for a default.</param>
/// <param name="Layer">The lowest layer that decides it.</param>
internal sealed record CredentialDestination(string Host, int? Port, Origin? Origin, SettingLayer Layer)
{
    /// <summary>Whether it comes from a file of the project, also one in <c>.secrets/</c>.</summary>
    public bool IsFromProject { get; init; }

    /// <summary>Whether the host is one of those that gave the credential.</summary>
    public bool IsVendor { get; init; }

    /// <summary>What is unprotected on the way, as the end of a sentence, or empty.</summary>
    public string Exposure { get; init; } = "";

    /// <summary>The project's setting that takes protection away from what another layer names, or null.</summary>
    public ProtectionLoss? Loss { get; init; }

    /// <summary>Whether only who runs this machine can listen on the way.</summary>
    public bool IsLocal => Host.Length > 0 && (Host[0] == '/' || Host == "localhost" || (IPAddress.TryParse(Host, out IPAddress? address) && IPAddress.IsLoopback(address)));

    /// <summary>Host and port.</summary>
    public string Text => Port is not int port ? Host
        : string.Format(CultureInfo.InvariantCulture, Host.IndexOf(':') >= 0 ? "[{0}]:{1}" : "{0}:{1}", Host, port);

    /// <summary>Reads an endpoint as stores do: a host, with or without scheme and port.</summary>
    public static CredentialDestination FromEndpoint(string written, string scheme, Origin? origin, SettingLayer layer, out string usedScheme)
    {
        string text = written.Trim();
        bool isBareAddress = text.IndexOf("://", StringComparison.Ordinal) < 0 && text.IndexOf('[') < 0 && text.IndexOf(':') != text.LastIndexOf(':');
        string full = text.IndexOf("://", StringComparison.Ordinal) >= 0 ? text : isBareAddress ? $"{scheme}://[{text}]" : $"{scheme}://{text}";
        usedScheme = scheme;
        if (!Uri.TryCreate(full, UriKind.Absolute, out Uri? address) || address.Host.Length == 0)
        {
            return new CredentialDestination(Display.Sanitize(UrlPassword.Mask(text)), null, origin, layer);
        }

        usedScheme = address.Scheme;
        return new CredentialDestination(Normalize(address.IdnHost), address.Port < 0 ? null : address.Port, origin, layer);
    }

    /// <summary>A host in the form in which hosts are compared.</summary>
    public static string Normalize(string host)
    {
        if (host.Length == 0 || host[0] == '/')
        {
            return host;
        }

        string bracketed = host.IndexOf(':') >= 0 && host[0] != '[' ? $"[{host}]" : host;
        string name = Uri.TryCreate("http://" + bracketed, UriKind.Absolute, out Uri? address) && address.UserInfo.Length == 0 ? address.IdnHost : host;
        return name.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
    }
}
