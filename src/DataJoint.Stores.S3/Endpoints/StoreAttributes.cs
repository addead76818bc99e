using DataJoint.Configuration;

namespace DataJoint.Stores.S3;

/// <summary>Attributes with which no client can be made.</summary>
internal static class StoreAttributes
{
    /// <summary>Names the attribute and what it should be, never its value: it may hold a password.</summary>
    public static StoreException Refuse(StoreSpec spec, string attribute, string expected)
    {
        return new StoreException(StoreErrorCode.InvalidAttribute, spec.Name, null, $"{Place(spec, attribute)} is of no use: {expected}.")
        {
            Hint = $"Run: djc config set stores.{spec.Name}.{attribute} VALUE",
        };
    }

    /// <summary>Two settings contradict each other, and one of them asks for encryption.</summary>
    public static StoreException RefusePlainText(StoreSpec spec) => new(
        StoreErrorCode.InvalidAttribute, spec.Name, null,
        $"{Place(spec, "secure")} is true, but {Place(spec, "endpoint")} begins with http://, which is not encrypted.")
    {
        Hint = $"Write the endpoint with https:// or without a scheme, or run: djc config set stores.{spec.Name}.secure false",
    };

    private static string Place(StoreSpec spec, string attribute) => spec.OriginOf(attribute) is { } place ? $"{attribute} ({place})" : attribute;
}
