using DataJoint.Checks.Configuration;
using DataJoint.Configuration;

namespace DataJoint.Checks;

/// <summary>Which secrets the settings of a configuration need and nobody gives. Nothing is contacted.</summary>
public static class MissingSecrets
{
    /// <summary>The pairs of credentials of a protocol that are worth nothing alone, and those that take the place of the platform's identity.</summary>
    private static readonly Dictionary<string, string[]> Credentials = new(StringComparer.Ordinal)
    {
        ["s3"] = ["access_key", "secret_key"],
        ["gcs"] = ["token"],
        ["azure"] = ["connection_string", "account_key", "sas_token"],
    };

    /// <summary>Finds them: the user and the password of the database, and the credentials of stores.</summary>
    /// <param name="context">The configuration.</param>
    /// <returns>In the order of the settings; empty when all are given.</returns>
    public static IReadOnlyList<MissingSecret> Find(CheckContext context)
    {
        ConfigurationSnapshot snapshot = (context ?? throw new ArgumentNullException(nameof(context))).Snapshot;
        List<MissingSecret> found = [];
        if (context.DescribesDatabase && snapshot.Database.Backend != "sqlite")
        {
            if (!GivesUser(snapshot))
            {
                found.Add(Describe(context, "database.user", SecretNeed.Missing));
            }

            if (snapshot.Database.Password is null)
            {
                found.Add(Describe(context, "database.password", SecretNeed.NotGiven));
            }
        }

        found.AddRange(snapshot.Stores.SelectMany(store => FindOf(context, store)));
        return found;
    }

    /// <summary>Whether somebody gives a user: a name, or a reference to one.</summary>
    internal static bool GivesUser(ConfigurationSnapshot snapshot) => snapshot.Database.UserReference is not null || !string.IsNullOrEmpty(snapshot.Database.User);

    private static IEnumerable<MissingSecret> FindOf(CheckContext context, string store)
    {
        string? protocol = Value(context, store, "protocol");
        foreach (StoreAttribute required in StoreCatalogue.FindProtocol(protocol)?.Required ?? [])
        {
            if (required.IsSecret && Value(context, store, required.Name) is null)
            {
                yield return Describe(context, $"stores.{store}.{required.Name}", SecretNeed.Missing);
            }
        }

        string[] credentials = Credentials.GetValueOrDefault(protocol ?? "", []);
        string[] given = [.. credentials.Where(name => Value(context, store, name) is not null)];
        if (credentials.Length > 0 && given.Length == 0)
        {
            yield return new MissingSecret("stores." + store, SecretNeed.PlatformIdentity, []);
        }
        else if (protocol == "s3" && given.Length == 1)
        {
            yield return Describe(context, $"stores.{store}.{credentials.Single(name => name != given[0])}", SecretNeed.Missing);
        }
    }

    private static MissingSecret Describe(CheckContext context, string key, SecretNeed need) => new(key, need, [.. SecretPlaces.List(context, key)]);

    /// <summary>The text, or the fact that there is a reference to one; null when nobody gives it.</summary>
    private static string? Value(CheckContext context, string store, string attribute) =>
        context.Snapshot.Find($"stores.{store}.{attribute}") is { Value.HasValue: true } setting ? setting.IsSecret ? Secret.Mask : setting.Value.Reveal() : null;
}
