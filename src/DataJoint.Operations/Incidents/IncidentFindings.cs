using DataJoint.Configuration;
using DataJoint.Leaks;
using DataJoint.Operations.Keys;
using DataJoint.Operations.Records;
using DataJoint.Operations.Verifications;

namespace DataJoint.Operations.Incidents;

/// <summary>Makes one credential of all the places where it was found.</summary>
internal static class IncidentFindings
{
    private const string Password = "database.password";

    public static (List<IncidentEntry> Entries, List<FoundCredential> Credentials) Group(ConfigurationSnapshot snapshot, IEnumerable<Leak> leaks)
    {
        PairFinder finder = new(snapshot, new LeakVerificationOptions());
        List<IncidentEntry> entries = [];
        List<FoundCredential> credentials = [];
        IEnumerable<(Leak Leak, FoundCredential? Found)> all = leaks.Select(leak => (Leak: leak, Found: FoundCredential.From(leak))).Where(each => each.Found is not null);
        foreach (IGrouping<Secret, (Leak Leak, FoundCredential? Found)> same in all.GroupBy(each => each.Found!.Secret))
        {
            (Leak leak, FoundCredential? found) = same.First();
            string? key = finder.FindKey(same.Key);
            string title = key is null ? leak.Rule.Title : Display.Sanitize(key);
            IncidentPlace[] places = PlacesOf(same.Select(each => each.Leak));
            string? store = FindStore(snapshot, key);
            LeakedCredentialState state = new(entries.Count + 1, title, places, RemedyOf(key, store, leak.Rule))
            {
                IsRotatable = key == Password || store is not null,
                Store = store,
            };
            FoundCredential kept = key is null ? found! : new FoundCredential(LeakRules.DataJointSetting, key, same.Key) { User = UserOf(snapshot, key) };
            entries.Add(new IncidentEntry(state, kept.Rule.Id, kept.Name, key) { Host = kept.Host, Port = kept.Port });
            credentials.Add(kept);
        }

        return (entries, credentials);
    }

    /// <summary>Each place once, the oldest first.</summary>
    private static IncidentPlace[] PlacesOf(IEnumerable<Leak> leaks) =>
    [
        .. leaks.Select(IncidentPlace.From).OrderBy(place => place.Date is null).ThenBy(place => place.Date, StringComparer.Ordinal)
            .DistinctBy(place => (place.Path, place.Line, place.Column, place.Commit)),
    ];

    /// <summary>The user or access key that the configuration gives beside a secret.</summary>
    private static string? UserOf(ConfigurationSnapshot snapshot, string key)
    {
        const string SecretKey = "secret_key";
        string? beside = key == Password ? "database.user" : key.EndsWith("." + SecretKey, StringComparison.Ordinal) ? key[..^SecretKey.Length] + "access_key" : null;
        return beside is not null && snapshot.Find(beside) is { Value.HasValue: true } setting && setting.Value.AsSecret() is { IsResolved: true } text
            ? text.Reveal()
            : null;
    }

    /// <summary>The store whose key a setting is, when its key can be rotated.</summary>
    private static string? FindStore(ConfigurationSnapshot snapshot, string? key)
    {
        if (key is null || SettingKey.Find(key)?.Store is not string store || !snapshot.Stores.Contains(store) || snapshot.Stores.Validate(store).Count > 0)
        {
            return null;
        }

        try
        {
            LoginKeys keys = StoreCredential.Find(snapshot, store);
            return key == keys.User || key == keys.Password ? store : null;
        }
        catch (RotationException)
        {
            return null;
        }
    }

    private static string RemedyOf(string? key, string? store, LeakRule rule) => key is null ? rule.Remedy
        : store is not null ? $"djc secrets rotate stores.{Display.Sanitize(store)} gives the store another key."
        : key == Password ? "djc secrets rotate database.password gives the account another one."
        : key.StartsWith("stores.", StringComparison.Ordinal)
            ? $"Make another key where the store's keys are made, keep it with djc secrets set {Display.Sanitize(key)}, and remove the leaked one there."
        : $"Change it where it counts, and keep the new one with djc secrets set {Display.Sanitize(key)}.";
}
