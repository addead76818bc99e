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
        return new StoreException(StoreErrorCode.InvalidAttribute, spec.Name, null, $"{Place(spec, attribute)} is invalid: {expected}.")
        {
            Hint = hint ?? DescribeChange(spec, attribute),
            Origin = spec.OriginOf(attribute),
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

    /// <summary>What goes wrong when attributes are read, each part for itself.</summary>
    /// <param name="parts">What reads them; each may throw one fault.</param>
    /// <returns>The faults.</returns>
    public static IReadOnlyList<StoreException> Collect(params Action[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        List<StoreException> found = [];
        foreach (Action part in parts)
        {
            try
            {
                part();
            }
            catch (StoreException problem)
            {
                found.Add(problem);
            }
        }

        return found;
    }

    /// <summary>The location of a store that is not a folder of this machine: leading and trailing slashes do not count, and it may be empty.</summary>
    /// <param name="spec">The store.</param>
    /// <returns>A path without outer slashes, such as <c>project/data</c>.</returns>
    /// <exception cref="StoreException">It has empty segments, steps of a path, or what belongs to another system (<see cref="StoreErrorCode.InvalidAttribute"/>).</exception>
    public static string ReadLocation(StoreSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (PathSyntax.FindFault(spec.Location) is string fault)
        {
            throw CreateException(spec, "location", $"it has {fault}; write a path such as project/data", $"{PathSyntax.DescribeRemedy(spec.Location)}. {DescribeChange(spec, "location")}");
        }

        string location = spec.Location.Trim('/');
        return location.Length > 0 && location.Split('/').Any(segment => segment is "" or "." or "..")
            ? throw CreateException(spec, "location", "it must be a path without '.', '..' and empty segments, such as project/data")
            : location;
    }

    /// <summary>The name of a store's bucket or container. What no server could call one is refused; what some take and others do not is the server's to judge.</summary>
    /// <param name="spec">The store.</param>
    /// <param name="attribute">The attribute's name: <c>bucket</c> or <c>container</c>.</param>
    /// <returns>The name, as written.</returns>
    /// <exception cref="StoreException">It is a URL, has a path after it, or characters that no such name has (<see cref="StoreErrorCode.InvalidAttribute"/>).</exception>
    public static string ReadBucket(StoreSpec spec, string attribute)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(attribute);
        string name = spec.GetText(attribute) ?? "";
        if (name.StartsWith("arn:", StringComparison.Ordinal))
        {
            return name; // An access point of Amazon's.
        }

        int scheme = name.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 || name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal))
        {
            string first = name[(scheme < 0 ? 0 : scheme + 3)..].Trim('/').Split('/', '\\')[0];
            bool isAddress = name.StartsWith("http", StringComparison.OrdinalIgnoreCase);
            throw CreateException(
                spec, attribute,
                isAddress ? $"it must be the {attribute}'s name alone; an address goes to endpoint"
                : first.Length > 0 && first.All(IsInBucketName) ? $"the {attribute} is {first}; the path below it goes to location"
                : $"it must be the {attribute}'s name alone; the path below it goes to location");
        }

        return name.Length > 0 && name.All(IsInBucketName) ? name
            : throw CreateException(spec, attribute, $"a {attribute}'s name has letters, digits, '-', '.' and '_' only");
    }

    /// <summary>Amazon takes small letters, digits, dashes and dots; others, and older buckets, have more. The colon is that of tenants in Ceph.</summary>
    private static bool IsInBucketName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or ':' or '$';

    /// <summary>How attributes get other values, from where those in force come; those without a value are left out when others have one.</summary>
    /// <param name="spec">The store.</param>
    /// <param name="attributes">Their names.</param>
    /// <returns>For example <c>Run: djc secrets set stores.main.secret_key</c>.</returns>
    public static string DescribeChange(StoreSpec spec, params string[] attributes)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(attributes);
        string[] given = [.. attributes.Where(attribute => spec.OriginOf(attribute) is not null)];
        string[] meant = given.Length > 0 ? given : [attributes[0]];
        string[] ways = [.. meant.Select(attribute => spec.DescribeChange(attribute))];
        return meant.Length == 1 && ways[0].StartsWith("djc ", StringComparison.Ordinal)
            ? "Run: " + ways[0]
            : "Correct " + string.Join(" or ", meant.Select((attribute, i) => $"{attribute} ({ways[i]})")) + ".";
    }

    private static string Place(StoreSpec spec, string attribute) => spec.OriginOf(attribute) is { } place ? $"{attribute} ({place})" : attribute;
}
