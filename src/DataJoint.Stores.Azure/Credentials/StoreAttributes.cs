using DataJoint.Configuration;

namespace DataJoint.Stores.Azure;

/// <summary>Attributes with which no client can be made.</summary>
internal static class StoreAttributes
{
    /// <summary>Names the attribute and what it should be, never its value: it may be a secret.</summary>
    public static StoreException Refuse(StoreSpec spec, string attribute, string expected)
    {
        var origin = spec.OriginOf(attribute) is { } place ? $" ({place})" : "";
        var verb = StoreCatalogue.IsSecret(attribute) ? $"secrets set stores.{spec.Name}.{attribute}" : $"config set stores.{spec.Name}.{attribute} VALUE";
        return new StoreException(StoreErrorCode.InvalidAttribute, spec.Name, null, $"{attribute}{origin} is of no use: {expected}.")
        {
            Hint = "Run: djc " + verb,
        };
    }

    public static StoreException Missing(StoreSpec spec, string attribute) => new(
        StoreErrorCode.InvalidAttribute, spec.Name, null, $"{attribute} is missing, and no connection_string tells it.")
    {
        Hint = $"Run: djc config set stores.{spec.Name}.{attribute} NAME",
    };
}
