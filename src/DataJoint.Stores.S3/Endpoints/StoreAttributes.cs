using DataJoint.Configuration;

namespace DataJoint.Stores.S3;

/// <summary>Attributes with which no client can be made.</summary>
internal static class StoreAttributes
{
    /// <summary>Names the attribute and what it should be, never its value: it may hold a password.</summary>
    public static StoreException Refuse(StoreSpec spec, string attribute, string expected)
    {
        var origin = spec.OriginOf(attribute) is { } place ? $" ({place})" : "";
        return new StoreException(StoreErrorCode.InvalidAttribute, spec.Name, null, $"{attribute}{origin} is of no use: {expected}.")
        {
            Hint = $"Run: djc config set stores.{spec.Name}.{attribute} VALUE",
        };
    }
}
