using DataJoint.Configuration;

namespace DataJoint.Secrets.Aws.Requests;

/// <summary>Names of regions, and the domains that they stand in.</summary>
internal static class AwsRegion
{
    /// <summary>Whether a text has the form of a region, such as <c>us-gov-west-1</c>: it becomes part of a host's name, and <c>s3</c> there is another service.</summary>
    public static bool IsValid(string region) =>
        region.Length <= 40 && region.Split('-') is [var area, .. { Length: > 0 } places, [>= '1' and <= '9']]
        && (area.Length == 2 || area == "eusc") && places.Append(area).All(word => word.Length > 0 && word.All(char.IsAsciiLetterLower));

    /// <summary>The domain of the partition that a region belongs to.</summary>
    /// <remarks>See https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html.</remarks>
    public static string DomainOf(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "amazonaws.com.cn",
        _ when region.StartsWith("us-iso-", StringComparison.Ordinal) => "c2s.ic.gov",
        _ when region.StartsWith("us-isob-", StringComparison.Ordinal) => "sc2s.sgov.gov",
        _ when region.StartsWith("eusc-", StringComparison.Ordinal) => "amazonaws.eu",
        _ => "amazonaws.com",
    };

    /// <summary>The region that a reference asks for itself: its query's, else its name's.</summary>
    /// <returns>Null when it names none.</returns>
    public static string? FindIn(SecretReference reference) =>
        reference.Query.TryGetValue("region", out string? given) ? given
        : reference.Path.StartsWith("arn:", StringComparison.Ordinal) && reference.Path.Split(':') is [_, _, _, { Length: > 0 } region, _, ..] ? region : null;

    /// <summary>What is wrong with the region or the query of a reference, as the end of a sentence.</summary>
    public static string? FindProblem(SecretReference reference, params ReadOnlySpan<string> known)
    {
        foreach (string name in reference.Query.Keys)
        {
            if (name != "region" && !known.Contains(name))
            {
                return $"has an unknown parameter {Display.Quote(name)}: expected region{string.Concat(known.ToArray().Select(one => ", " + one))}";
            }
        }

        return FindIn(reference) is { } region && !IsValid(region) ? $"has an invalid region {Display.Quote(region)}: expected one such as eu-central-1" : null;
    }
}
