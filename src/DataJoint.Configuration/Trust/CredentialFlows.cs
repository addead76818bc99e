using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Trust;

/// <summary>Which credential of a configuration goes where. Pure: nothing is read and nothing is sent.</summary>
internal static class CredentialFlows
{
    private const string DatabaseSubject = "database";

    private static readonly string[] DestinationAttributes = ["endpoint", "host", "url", "server", "address"];

    /// <summary>The flows of a database server.</summary>
    public static IReadOnlyList<CredentialFlow> OfDatabase(string host, int? port, Func<SettingDefinition, RawValue?> winner)
    {
        RawValue? namesHost = winner(SettingCatalogue.Host);
        RawValue? namesPort = winner(SettingCatalogue.Port);
        CredentialDestination destination = DestinationOf(host, port, namesHost, namesPort, winner);
        bool isClear = DatabaseProtection.Find(winner, destination.IsLocal).IsClear;
        List<CredentialFlow> flows = [];
        foreach (SettingDefinition definition in (SettingDefinition[])[SettingCatalogue.User, SettingCatalogue.Password, SettingCatalogue.TlsKey])
        {
            // A user's name is no credential, but what a reference leads to may be anything.
            bool isPlainUser = ReferenceEquals(definition, SettingCatalogue.User) && winner(definition) is { Value: not Secret };
            if (!isPlainUser && winner(definition) is RawValue given && HasText(given) && !(isClear && ReferenceEquals(definition, SettingCatalogue.TlsKey)))
            {
                flows.Add(new CredentialFlow(DatabaseSubject, CredentialOrigin.From(definition.Key, given), destination));
            }
        }

        return flows;
    }

    /// <summary>The flow of a password that the user keeps for database servers outside of DataJoint, and which may itself name the host or the port.</summary>
    public static CredentialFlow OfUserPassword(string host, int? port, bool namesHost, bool namesPort, Func<SettingDefinition, RawValue?> winner) =>
        new(DatabaseSubject, CredentialOrigin.Ambient("the user's password for the server"), DestinationOf(
            host, port, namesHost ? null : winner(SettingCatalogue.Host), namesPort ? null : winner(SettingCatalogue.Port), winner));

    /// <summary>The flows of a store.</summary>
    public static IReadOnlyList<CredentialFlow> OfStore(string name, StoreProtocol protocol, IReadOnlyDictionary<string, RawValue> attributes)
    {
        if (FindDestination(Prefix(name), protocol, attributes) is not CredentialDestination destination)
        {
            return [];
        }

        string subject = "store " + Display.Sanitize(name);
        var flows = FindCredentials(name, protocol, attributes).Select(c => new CredentialFlow(subject, c, destination)).ToList();
        if (destination.Exposure.Length > 0 && protocol.Name == "s3" && FindProxy(attributes) is CredentialDestination proxy)
        {
            flows.AddRange(flows.ConvertAll(flow => flow with { Destination = proxy }));
        }

        return flows;
    }

    private static CredentialDestination DestinationOf(
        string host, int? port, RawValue? namesHost, RawValue? namesPort, Func<SettingDefinition, RawValue?> winner)
    {
        bool isSocket = host.Length > 0 && host[0] == '/';
        RawValue? decisive = !ProjectValue.Is(namesHost) && ProjectValue.Is(namesPort) ? namesPort : namesHost;
        CredentialDestination destination = new(
            CredentialDestination.Normalize(host), isSocket ? null : port, decisive?.Origin, decisive?.Layer ?? SettingLayer.Default)
        { IsFromProject = ProjectValue.Is(decisive) };
        var protection = DatabaseProtection.Find(winner, destination.IsLocal);
        return isSocket ? destination : destination with { Exposure = protection.Exposure, Loss = protection.Loss };
    }

    private static CredentialDestination? FindDestination(string prefix, StoreProtocol protocol, IReadOnlyDictionary<string, RawValue> attributes)
    {
        RawValue? given = DestinationAttributes.Select(a => attributes.TryGetValue(a, out RawValue? v) && v.Value is string { Length: > 0 } ? v : null)
            .FirstOrDefault(v => v is not null);
        if (given is null)
        {
            return null; // The vendor's own address, or none at all.
        }

        RawValue? plain = protocol.Name == "s3" && attributes.TryGetValue("secure", out RawValue? secure) && secure.Value is false ? secure : null;
        var found = CredentialDestination.FromEndpoint((string)given.Value, plain is null ? "https" : "http", given.Origin, given.Layer, out string scheme);
        bool isEncrypted = scheme == "https";

        // An endpoint that begins with http:// says so itself.
        bool isProjectsDoing = ProjectValue.Is(plain) && !isEncrypted && !found.IsLocal && ((string)given.Value).IndexOf("://", StringComparison.Ordinal) < 0;
        return found with
        {
            IsFromProject = ProjectValue.Is(given),
            IsVendor = isEncrypted && VendorHosts.Contains(protocol.Name, found.Host),
            Exposure = scheme == "http" ? DatabaseProtection.Clear : "",
            Loss = isProjectsDoing ? ProtectionLoss.From($"{prefix}secure", plain!) : null,
        };
    }

    /// <summary>Without encryption a proxy sees what passes through it. Read as the store reads it: one that is unusable is refused there.</summary>
    private static CredentialDestination? FindProxy(IReadOnlyDictionary<string, RawValue> attributes)
    {
        if (!attributes.TryGetValue("proxy_server", out RawValue? proxy) || proxy.Value is not string written)
        {
            return null;
        }

        string full = written.IndexOf("://", StringComparison.Ordinal) >= 0 ? written.Trim() : "http://" + written.Trim();
        return Uri.TryCreate(full, UriKind.Absolute, out Uri? address) && address.Host.Length > 0
            ? new CredentialDestination(CredentialDestination.Normalize(address.IdnHost), address.Port < 0 ? null : address.Port, proxy.Origin, proxy.Layer)
            { IsFromProject = ProjectValue.Is(proxy), Exposure = DatabaseProtection.Clear }
            : null;
    }

    private static IEnumerable<CredentialOrigin> FindCredentials(string name, StoreProtocol protocol, IReadOnlyDictionary<string, RawValue> attributes)
    {
        string prefix = Prefix(name);
        string[] secrets = protocol.Name switch
        {
            "s3" => ["access_key", "secret_key", "session_token"],
            "azure" => ["connection_string", "account_key", "sas_token"],
            "gcs" => ["token"],
            _ => attributes.Where(a => a.Value.Value is Secret).Select(a => a.Key).ToArray(),
        };
        var given = secrets
            .Where(s => attributes.TryGetValue(s, out RawValue? value) && HasText(value))
            .Select(s => OfAttribute(prefix + s, protocol, attributes[s])).ToList();
        return given.Count == 0 ? AmbientOf(protocol)
            : protocol.Name != "azure" ? given
            : given[0].Name.EndsWith(".connection_string", StringComparison.Ordinal) ? [] // It names its own destination.
            : given.Take(1);
    }

    /// <summary>A path or federation that the project gives leads to a file or a service of the user's, which is the platform's identity by another way.</summary>
    private static CredentialOrigin OfAttribute(string key, StoreProtocol protocol, RawValue value)
    {
        var given = CredentialOrigin.From(key, value);

        // A document in datajoint.json that leads anywhere is refused altogether.
        bool leadsOut = protocol.Name == "gcs" && ProjectValue.Is(value) && value.Value is Secret { IsResolved: true } text
            && (value.Layer == SettingLayer.Project ? GoogleDocument.IsPath(text.Reveal()) : GoogleDocument.LeadsElsewhere(text.Reveal()));
        return leadsOut ? given with { Name = "what " + key + " leads to", IsOutside = true, IsBearer = true } : given;
    }

    private static IEnumerable<CredentialOrigin> AmbientOf(StoreProtocol protocol) => protocol.Name switch
    {
        "s3" => [CredentialOrigin.Ambient("the platform's AWS identity")],
        "azure" => [CredentialOrigin.Ambient("a token of the platform's Azure identity") with { IsBearer = true }],
        "gcs" => [CredentialOrigin.Ambient("a token of the platform's Google identity") with { IsBearer = true }],
        _ => [],
    };

    private static string Prefix(string store) => $"stores.{Display.Sanitize(store)}.";

    private static bool HasText(RawValue value) =>
        value.Value is Secret secret ? !secret.IsResolved || !string.IsNullOrWhiteSpace(secret.Reveal()) : value.Value is string { Length: > 0 };
}
