using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Operations.Verifications;

/// <summary>Where the credentials of a configuration go: the database server and each store, by name. Contains no credential.</summary>
/// <param name="places">The places by the name of what is there: <c>database</c>, or <c>stores.NAME</c>.</param>
internal sealed class BoundDestinations(IReadOnlyDictionary<string, string> places)
{
    public const string Database = "database";

    public const string GoOn = "set the former one again, or, where it has moved for good, delete .secrets/.incident/ and begin again";

    public IReadOnlyDictionary<string, string> Places => places;

    /// <summary>Those of a configuration.</summary>
    public static BoundDestinations From(ConfigurationSnapshot snapshot)
    {
        Dictionary<string, string> places = new(StringComparer.Ordinal);
        if (snapshot.Database.Backend != "sqlite" && snapshot.Find("database.host").Layer != SettingLayer.Default)
        {
            places[Database] = string.Create(CultureInfo.InvariantCulture, $"{snapshot.Database.Host.ToLowerInvariant()}:{snapshot.Database.Port}");
        }

        foreach (string store in snapshot.Stores.Where(store => snapshot.Stores.Validate(store).Count == 0))
        {
            StoreSpec spec = snapshot.Stores[store];
            places["stores." + store] = string.Join(' ', new[] { spec.Protocol, TextOf(spec, "endpoint")?.ToLowerInvariant(), TextOf(spec, "account_name") }.OfType<string>());
        }

        return new BoundDestinations(places);
    }

    /// <summary>Whether something is still where it was.</summary>
    /// <param name="name">What.</param>
    /// <param name="now">The places of now.</param>
    /// <returns>What has changed, as the beginning of a sentence; null when nothing has.</returns>
    public string? FindChange(string name, BoundDestinations now)
    {
        string? before = places.GetValueOrDefault(name);
        string? after = now.Places.GetValueOrDefault(name);
        return before == after ? null
            : $"the configuration has {Display.Sanitize(after ?? "nothing")} for {Display.Sanitize(name)}, and had {Display.Sanitize(before ?? "nothing")} when the incident began";
    }

    private static string? TextOf(StoreSpec spec, string attribute) => spec[attribute].HasValue ? spec.GetText(attribute) : null;
}
