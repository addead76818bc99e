namespace DataJoint.Configuration;

/// <summary>Which credential of a configuration goes where. Pure: nothing is read and nothing is sent.</summary>
internal static class CredentialFlows
{
    private const string Clear = "; it goes in clear text";

    private static readonly string[] DestinationAttributes = ["endpoint", "host", "url", "server", "address"];

    /// <summary>The flows of a database server.</summary>
    internal static IReadOnlyList<CredentialFlow> OfDatabase(string host, int? port, Func<SettingDefinition, RawValue?> winner)
    {
        RawValue? namesHost = winner(SettingCatalogue.Host);
        RawValue? namesPort = winner(SettingCatalogue.Port);
        bool isSocket = host.Length > 0 && host[0] == '/';
        RawValue? decisive = !ProjectValue.Is(namesHost) && ProjectValue.Is(namesPort) ? namesPort : namesHost;
        bool isClear = winner(SettingCatalogue.UseTls)?.Value is false;
        bool isVerified = winner(SettingCatalogue.TlsVerify)?.Value is string verify ? verify != "none" : winner(SettingCatalogue.TlsCa) is not null;
        CredentialDestination destination = new(
            CredentialDestination.Normalize(host), isSocket ? null : port, decisive?.Origin, decisive?.Layer ?? SettingLayer.Default)
        {
            IsFromProject = ProjectValue.Is(decisive),
            Exposure = isSocket ? "" : isClear ? Clear : isVerified ? "" : "; the server's identity is not verified",
        };
        List<CredentialFlow> flows = [];
        foreach (SettingDefinition definition in (SettingDefinition[])[SettingCatalogue.Password, SettingCatalogue.TlsKey])
        {
            if (winner(definition) is RawValue given && HasText(given) && !(isClear && ReferenceEquals(definition, SettingCatalogue.TlsKey)))
            {
                flows.Add(new CredentialFlow("database", CredentialOrigin.From(definition.Key, given), destination));
            }
        }

        return flows;
    }

    /// <summary>The flows of a store.</summary>
    internal static IReadOnlyList<CredentialFlow> OfStore(string name, StoreProtocol protocol, IReadOnlyDictionary<string, RawValue> attributes)
    {
        if (FindDestination(protocol, attributes) is not CredentialDestination destination)
        {
            return [];
        }

        string subject = "store " + Display.Sanitize(name);
        List<CredentialFlow> flows = FindCredentials(name, protocol, attributes).Select(c => new CredentialFlow(subject, c, destination)).ToList();
        if (destination.Exposure.Length > 0 && protocol.Name == "s3" && FindProxy(attributes) is CredentialDestination proxy)
        {
            flows.AddRange(flows.ConvertAll(flow => flow with { Destination = proxy }));
        }

        return flows;
    }

    private static CredentialDestination? FindDestination(StoreProtocol protocol, IReadOnlyDictionary<string, RawValue> attributes)
    {
        RawValue? given = DestinationAttributes.Select(a => attributes.TryGetValue(a, out RawValue? v) && v.Value is string { Length: > 0 } ? v : null).FirstOrDefault(v => v is not null);
        if (given is null)
        {
            return null; // The vendor's own address, or none at all.
        }

        bool isPlain = protocol.Name == "s3" && attributes.TryGetValue("secure", out RawValue? secure) && secure.Value is false;
        CredentialDestination found = CredentialDestination.FromEndpoint((string)given.Value, isPlain ? "http" : "https", given.Origin, given.Layer, out string scheme);
        bool isEncrypted = scheme == "https";
        return found with { IsFromProject = ProjectValue.Is(given), IsVendor = isEncrypted && VendorHosts.Contains(protocol.Name, found.Host), Exposure = scheme == "http" ? Clear : "" };
    }

    /// <summary>Without encryption a proxy sees what passes through it.</summary>
    private static CredentialDestination? FindProxy(IReadOnlyDictionary<string, RawValue> attributes) =>
        attributes.TryGetValue("proxy_server", out RawValue? proxy) && proxy.Value is string { Length: > 0 } text
            ? CredentialDestination.FromEndpoint(text.Substring(text.LastIndexOf('@') + 1), "http", proxy.Origin, proxy.Layer, out _) with { IsFromProject = ProjectValue.Is(proxy), Exposure = Clear }
            : null;

    private static IEnumerable<CredentialOrigin> FindCredentials(string name, StoreProtocol protocol, IReadOnlyDictionary<string, RawValue> attributes)
    {
        string prefix = $"stores.{Display.Sanitize(name)}.";
        string[] secrets = protocol.Name switch
        {
            "s3" => ["access_key", "secret_key", "session_token"],
            "azure" => ["connection_string", "account_key", "sas_token"],
            "gcs" => ["token"],
            _ => attributes.Where(a => a.Value.Value is Secret).Select(a => a.Key).ToArray(),
        };
        List<CredentialOrigin> given = secrets
            .Where(s => attributes.TryGetValue(s, out RawValue? value) && HasText(value))
            .Select(s => OfAttribute(prefix + s, protocol, attributes[s])).ToList();
        return given.Count == 0 ? AmbientOf(protocol)
            : protocol.Name != "azure" ? given
            : given[0].Name.EndsWith(".connection_string", StringComparison.Ordinal) ? [] // It names its own destination.
            : given.Take(1);
    }

    /// <summary>A path that the project gives leads to a file of the user's, which is the platform's identity by another way.</summary>
    private static CredentialOrigin OfAttribute(string key, StoreProtocol protocol, RawValue value)
    {
        CredentialOrigin given = CredentialOrigin.From(key, value);
        bool isPath = protocol.Name == "gcs" && ProjectValue.Is(value) && !((Secret)value.Value).Reveal().TrimStart().StartsWith("{", StringComparison.Ordinal);
        return isPath ? given with { Name = "the file that " + key + " names", IsOutside = true, IsBearer = true } : given;
    }

    private static IEnumerable<CredentialOrigin> AmbientOf(StoreProtocol protocol) => protocol.Name switch
    {
        "s3" => [CredentialOrigin.Ambient("the platform's AWS identity")],
        "azure" => [CredentialOrigin.Ambient("a token of the platform's Azure identity") with { IsBearer = true }],
        "gcs" => [CredentialOrigin.Ambient("a token of the platform's Google identity") with { IsBearer = true }],
        _ => [],
    };

    private static bool HasText(RawValue value) => value.Value is Secret secret ? !string.IsNullOrWhiteSpace(secret.Reveal()) : value.Value is string { Length: > 0 };
}
