using DataJoint.Configuration;
using DataJoint.Operations.Records;

namespace DataJoint.Operations.Keys;

/// <summary>Finds which settings of a store are its credential.</summary>
internal static class StoreCredential
{
    private const string Id = "access_key";
    private const string SecretKey = "secret_key";
    private const string Token = "session_token";

    /// <summary>Finds them.</summary>
    /// <exception cref="RotationException">The store has none, or several.</exception>
    /// <exception cref="ConfigurationException">The store is not configured, or not rightly.</exception>
    public static LoginKeys Find(ConfigurationSnapshot snapshot, string store)
    {
        StoreSpec spec = snapshot.Stores[store];
        string[] secrets =
        [
            .. spec.Attributes.Where(attribute => (spec[attribute].IsSecret || StoreCatalogue.IsSecret(attribute)) && spec[attribute].HasValue).Order(StringComparer.Ordinal),
        ];
        string name = Display.Sanitize("stores." + store);
        string[] places = [.. spec.Attributes.Except(secrets).Where(attribute => attribute is "endpoint" or "bucket" or "container" or "account_name" or "location").Select(Key)];
        return secrets switch
        {
            [] => throw Impossible($"{name} has no credential in its settings", "A platform's identity changes by itself; a folder has none."),
            _ when secrets.Contains(Token) => throw Impossible($"the keys of {name} are temporary: it has a session_token", "They end by themselves, and are renewed where they come from."),
            [Id, SecretKey] => new LoginKeys("stores." + store, Key(Id), Key(SecretKey), places),
            [Id] or [SecretKey] => throw Impossible($"{name} has only one of access_key and secret_key", "Store the other one, too: djc secrets set."),
            [string only] => new LoginKeys("stores." + store, null, Key(only), places),
            _ => throw Impossible($"{name} has several credentials ({string.Join(", ", secrets)}), and which one counts is up to its protocol", "Keep one of them: djc secrets rm."),
        };

        string Key(string attribute) => SettingKey.OfStore(store, attribute).Text;
    }

    private static RotationException Impossible(string message, string hint) => new(RotationRules.Impossible, message, hint);
}
