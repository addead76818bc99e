using DataJoint.Configuration;
using DataJoint.Leaks;
using DataJoint.Stores;

namespace DataJoint.Operations.Verifications;

/// <summary>Finds to which configured store a key belongs.</summary>
internal sealed class StorePairs(ConfigurationSnapshot snapshot)
{
    private static readonly string[] S3Names = ["secret_key", "secretkey", "secret_access_key", "secretaccesskey"];
    private static readonly string[] S3Calls = ["minio", "minioclient", "s3client", "awscredentials"];
    private const string AmazonHost = ".amazonaws.com";

    /// <summary>The rules whose findings are those of databases, whatever they are called.</summary>
    private static readonly LeakRule[] OfDatabases = [LeakRules.DatabaseUrl, LeakRules.SqlPassword, LeakRules.ConnectionString];

    private static readonly string[] AzureNames = ["account_key", "accountkey"];
    private static readonly string[] AzureCalls = ["sharedkeycredential"];

    /// <summary>A key that the configuration has: the store as it is configured.</summary>
    /// <returns>Null when the setting is none of a store.</returns>
    public (CredentialPair? Pair, string Reason)? FindConfigured(string key, Secret secret) =>
        SettingKey.Find(key)?.Store is string store && snapshot.Stores.Contains(store) ? Check(new CredentialPair($"stores.{store}", null, secret) { Store = store, Rank = 0 }) : null;

    /// <summary>A key that was found.</summary>
    /// <param name="found">The key.</param>
    /// <param name="isDatabase">Whether a host and port are those of the configured database server, which says nothing of a key beside it.</param>
    /// <returns>Null when it is not the key of a store.</returns>
    public (CredentialPair? Pair, string Reason)? Find(FoundCredential found, Func<string, int?, bool> isDatabase)
    {
        string name = StoreKeyName.TextOf(found);
        string? protocol = ProtocolOf(found, name);
        if (protocol is null)
        {
            return !OfDatabases.Contains(found.Rule) && StoreKeyName.Matches(found) ? (null, "it is the key of a store, and of which one is not known") : null;
        }

        string[] stores = [.. snapshot.Stores.Where(store => snapshot.Stores.Validate(store).Count == 0 && snapshot.Stores[store].Protocol == protocol)];
        string[] named = [.. stores.Where(store => name.Contains($"stores.{store.ToLowerInvariant()}.", StringComparison.Ordinal))];
        string[] same = [.. stores.Where(store => HasAccount(snapshot.Stores[store], found.User))];
        string[] there = found.Host is string host ? [.. stores.Where(store => IsAt(snapshot.Stores[store], host, found.Port))] : [];
        string[] meant = named.Length > 0 ? named : same.Length > 0 ? same : there.Length > 0 ? there : stores;
        if (meant.Length != 1)
        {
            return (null, meant.Length == 0 ? $"the configuration has no {protocol} store" : "which of the configured stores it belongs to is not known");
        }

        string store = meant[0];
        bool isElsewhere = found.Host is string other && named.Length == 0 && !there.Contains(store) && !isDatabase(other, found.Port);
        bool isOwn = same.Contains(store) || IsSettingOf(found, store);
        if (!isOwn && FindMisfit(found, snapshot.Stores[store], isElsewhere) is string reason)
        {
            return (null, reason);
        }

        List<(string, Secret)> attributes = [(protocol == "s3" ? "secret_key" : "account_key", found.Secret)];
        if (protocol == "s3" && found.User is string id)
        {
            attributes.Add(("access_key", new Secret(id)));
        }

        return Check(new CredentialPair($"stores.{store}", null, found.Secret) { Store = store, Found = attributes, Rank = same.Length > 0 || named.Length > 0 ? 1 : 2 });
    }

    /// <summary>The id of a pair's key; null when it has none.</summary>
    public static string? IdOf(CredentialPair pair, StoreSpec spec) => pair.Found.FirstOrDefault(each => each.Attribute == "access_key").Value?.Reveal()
        ?? (spec["access_key"].HasValue && spec.GetSecret("access_key") is { IsResolved: true } configured ? configured.Reveal() : null);

    /// <summary>The store at a host, or null.</summary>
    public string? FindAt(string host, int? port) =>
        snapshot.Stores.FirstOrDefault(store => snapshot.Stores.Validate(store).Count == 0 && IsAt(snapshot.Stores[store], host, port));

    private static string? ProtocolOf(FoundCredential found, string name) =>
        OfDatabases.Contains(found.Rule) ? null
        : ReferenceEquals(found.Rule, LeakRules.AwsKey) || IsAny(S3Names, S3Calls, name) ? "s3"
        : ReferenceEquals(found.Rule, LeakRules.AzureKey) || IsAny(AzureNames, AzureCalls, name) ? "azure"
        : null;

    /// <summary>After a call the arguments before the key are not shown.</summary>
    private static bool IsAny(string[] names, string[] calls, string name) =>
        names.Any(each => name.Contains(each, StringComparison.Ordinal))
        || calls.Any(each => name.Contains(each + "(", StringComparison.Ordinal) || name.Contains(each + "…", StringComparison.Ordinal));

    /// <summary>Why a key does not belong to a store that has another one; null when it may.</summary>
    private static string? FindMisfit(FoundCredential found, StoreSpec spec, bool isElsewhere)
    {
        string store = "stores." + Display.Sanitize(spec.Name);
        if (isElsewhere)
        {
            return $"the configuration names no store at the host that stands beside it: {store} is elsewhere";
        }

        if (spec.Protocol != "s3")
        {
            return found.User is string account && spec.GetText("account_name") != account ? "the configuration does not name the account that stands beside it" : null;
        }

        return found.User is not string id ? null
            : StoreKeyName.IsTemporaryId(id) ? "it is a temporary key, which counts with its session token alone"
            : StoreKeyName.IsAmazonId(id) == IsAmazon(EndpointOf(spec)?.Host ?? "") ? null
            : StoreKeyName.IsAmazonId(id) ? $"it is a key of Amazon, and {store} is elsewhere"
            : $"{store} is at Amazon, and the id beside it is none of Amazon's";
    }

    /// <summary>Whether the configuration held it for the store when an incident began; the name of what a scan finds has a mask in it.</summary>
    private static bool IsSettingOf(FoundCredential found, string store) =>
        found.Name.StartsWith($"stores.{store}.", StringComparison.Ordinal) && !found.Name.Contains(Secret.Mask, StringComparison.Ordinal);

    private static bool IsAt(StoreSpec spec, string host, int? port) => EndpointOf(spec) is Uri endpoint
        && ((IsAmazon(endpoint.Host) && IsAmazon(host)) || (ConfirmedHosts.IsSameHost(endpoint.Host.Trim('[', ']'), host) && (port is null || port == endpoint.Port)));

    private static Uri? EndpointOf(StoreSpec spec) =>
        spec["endpoint"].HasValue && Uri.TryCreate(HttpEndpoint.Complete(spec.GetText("endpoint")!.Trim(), Uri.UriSchemeHttps), UriKind.Absolute, out Uri? address) ? address : null;

    private static bool IsAmazon(string host) =>
        host.EndsWith(AmazonHost, StringComparison.OrdinalIgnoreCase) || host.EndsWith(AmazonHost + ".cn", StringComparison.OrdinalIgnoreCase);

    private static bool HasAccount(StoreSpec spec, string? account) => account is not null && (spec.Protocol == "s3"
        ? spec.GetSecret("access_key") is { IsResolved: true } key && key.Equals(new Secret(account))
        : spec["account_name"].HasValue && spec.GetText("account_name") == account);

    private (CredentialPair? Pair, string Reason) Check(CredentialPair pair)
    {
        IReadOnlyList<Diagnostic> wrong = snapshot.Stores.Validate(pair.Store!);
        return wrong.Count > 0 ? (null, $"the settings of stores.{Display.Sanitize(pair.Store!)} are wrong: {wrong[0].Message}")
            : snapshot.Trust.FindUntrusted(snapshot.FlowsOf(pair.Store!)) is { Count: > 0 } untrusted ? (null, PairFinder.Untrusted(untrusted[0].DestinationText))
            : (pair, "");
    }
}
