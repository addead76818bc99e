using DataJoint.Configuration;

namespace DataJoint.Stores;

/// <summary>Attributes with which no client can be made. For stores.</summary>
public static class StoreAttributes
{
    /// <summary>An attribute that is invalid. It is named with its place and what it should be; never its value: it may hold a secret.</summary>
    /// <param name="spec">The store.</param>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="expected">What it must be, as the end of a sentence without its full stop.</param>
    /// <param name="hint">What fixes it; by default the command that sets the attribute.</param>
    /// <returns>The fault (<see cref="StoreErrorCode.InvalidAttribute"/>).</returns>
    public static StoreException CreateException(StoreSpec spec, string attribute, string expected, string? hint = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(attribute);
        string verb = StoreCatalogue.IsSecret(attribute) ? $"secrets set stores.{spec.Name}.{attribute}" : $"config set stores.{spec.Name}.{attribute} VALUE";
        return new StoreException(StoreErrorCode.InvalidAttribute, spec.Name, null, $"{Place(spec, attribute)} is invalid: {expected}.")
        {
            Hint = hint ?? "Run: djc " + verb,
        };
    }

    /// <summary>An attribute without which no client can be made.</summary>
    /// <param name="spec">The store.</param>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="reason">Why it is needed, as the end of a sentence without its full stop.</param>
    /// <returns>The fault (<see cref="StoreErrorCode.InvalidAttribute"/>), with the command that sets it.</returns>
    public static StoreException Missing(StoreSpec spec, string attribute, string reason)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(attribute);
        return new StoreException(StoreErrorCode.InvalidAttribute, spec.Name, null, $"{attribute} is missing, and {reason}.")
        {
            Hint = $"Run: djc config set stores.{spec.Name}.{attribute} NAME",
        };
    }

    /// <summary><c>secure</c> asks for encryption and <c>endpoint</c> for none.</summary>
    /// <param name="spec">The store.</param>
    /// <returns>The fault (<see cref="StoreErrorCode.InvalidAttribute"/>), with the ways to settle it.</returns>
    public static StoreException RefusePlainText(StoreSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new StoreException(
            StoreErrorCode.InvalidAttribute, spec.Name, null,
            $"{Place(spec, "secure")} is true, but {Place(spec, "endpoint")} begins with http://, which is not encrypted.")
        {
            Hint = $"Write the endpoint with https:// or without a scheme, or run: djc config set stores.{spec.Name}.secure false",
        };
    }

    private static string Place(StoreSpec spec, string attribute) => spec.OriginOf(attribute) is { } place ? $"{attribute} ({place})" : attribute;
}
