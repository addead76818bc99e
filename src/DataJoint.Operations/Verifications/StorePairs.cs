using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Operations.Verifications;

/// <summary>Finds to which configured store a key belongs.</summary>
internal sealed class StorePairs(ConfigurationSnapshot snapshot)
{
    private static readonly string[] S3Names = ["secret_key", "secretkey", "secret_access_key", "secretaccesskey", "minio(", "minioclient(", "s3client(", "awscredentials("];
    private static readonly string[] AzureNames = ["account_key", "accountkey", "sharedkeycredential("];

    /// <summary>A key that the configuration has: the store as it is configured.</summary>
    /// <returns>Null when the setting is none of a store.</returns>
    public (CredentialPair? Pair, string Reason)? FindConfigured(string key, Secret secret) =>
        SettingKey.Find(key)?.Store is string store && snapshot.Stores.Contains(store) ? Check(new CredentialPair($"stores.{store}", null, secret) { Store = store, Rank = 0 }) : null;

    /// <summary>A key that was found.</summary>
    /// <returns>Null when it is not the key of a store.</returns>
    public (CredentialPair? Pair, string Reason)? Find(FoundCredential found)
    {
        string name = found.Name.ToLowerInvariant();
        string? protocol = ReferenceEquals(found.Rule, LeakRules.AwsKey) || S3Names.Any(each => name.Contains(each, StringComparison.Ordinal)) ? "s3"
            : ReferenceEquals(found.Rule, LeakRules.AzureKey) || AzureNames.Any(each => name.Contains(each, StringComparison.Ordinal)) ? "azure"
            : null;
        if (protocol is null)
        {
            return null;
        }

        string[] stores = [.. snapshot.Stores.Where(store => snapshot.Stores.Validate(store).Count == 0 && snapshot.Stores[store].Protocol == protocol)];
        string[] named = [.. stores.Where(store => name.Contains($"stores.{store.ToLowerInvariant()}.", StringComparison.Ordinal))];
        string[] same = [.. stores.Where(store => HasAccount(snapshot.Stores[store], found.User))];
        string[] meant = named.Length > 0 ? named : same.Length > 0 ? same : stores;
        if (meant.Length != 1)
        {
            return (null, meant.Length == 0 ? $"the configuration has no {protocol} store" : "which of the configured stores it belongs to is not known");
        }

        string store = meant[0];
        List<(string, Secret)> attributes = [(protocol == "s3" ? "secret_key" : "account_key", found.Secret)];
        if (protocol == "s3" && found.User is string id)
        {
            attributes.Add(("access_key", new Secret(id)));
        }

        return protocol == "azure" && found.User is string account && snapshot.Stores[store].GetText("account_name") != account
            ? (null, "the configuration does not name the account that stands beside it")
            : Check(new CredentialPair($"stores.{store}", null, found.Secret) { Store = store, Found = attributes, Rank = same.Length > 0 || named.Length > 0 ? 1 : 2 });
    }

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
