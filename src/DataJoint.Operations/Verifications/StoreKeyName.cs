using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Operations.Verifications;

/// <summary>Tells the key of a store from the password of a database, by what stands before it.</summary>
internal static class StoreKeyName
{
    private const int ShortestId = 16;

    private static readonly string[] OfStores = ["stores", "external", "aws", "s3", "minio", "ceph", "azure", "gcs", "sas", "bucket", "blob"];
    private static readonly string[] OfDatabases = ["db", "database", "mysql", "mariadb", "postgres", "postgresql", "pg", "sql", "rds"];
    private static readonly string[] OtherSchemes = ["http", "https", "s3", "s3a", "gs", "wasb", "wasbs", "abfs", "abfss", "git", "ssh", "ftp", "ftps", "sftp", "smtp", "smtps"];

    /// <summary>What stands before it, and the path where that is its name; in lower case. The path of other files says nothing of it.</summary>
    public static string TextOf(FoundCredential found)
    {
        int mask = found.Name.IndexOf(Secret.Mask, StringComparison.Ordinal);
        return (mask < 0 || ReferenceEquals(found.Rule, LeakRules.SecretsFile) ? found.Name : found.Name[..mask]).ToLowerInvariant();
    }

    /// <summary>Whether it is the key of a store by its name, or by the id that stands beside it.</summary>
    public static bool Matches(FoundCredential found)
    {
        string[] words = TextOf(found).Split([' ', '.', '_', '-', '"', '\'', ':', '=', '[', '(', '/'], StringSplitOptions.RemoveEmptyEntries);
        return IsAmazonId(found.User) || (words.Any(OfStores.Contains) && !words.Any(OfDatabases.Contains));
    }

    /// <summary>Whether it is the password of a URL that leads to no database.</summary>
    public static bool IsOfOtherUrl(FoundCredential found)
    {
        string text = TextOf(found);
        int end = text.AsSpan().IndexOfAnyExceptInRange('0', 'z');
        return ReferenceEquals(found.Rule, LeakRules.DatabaseUrl) && OtherSchemes.Contains((end < 0 ? text : text[..end]).Split(':')[0]);
    }

    /// <summary>Whether a key's id is one that Amazon gives.</summary>
    public static bool IsAmazonId(string? id) => id is { Length: >= ShortestId } && (id.StartsWith("AKIA", StringComparison.Ordinal) || IsTemporaryId(id));

    /// <summary>Whether it is that of a key which counts with a session token alone.</summary>
    public static bool IsTemporaryId(string? id) => id is { Length: >= ShortestId } && id.StartsWith("ASIA", StringComparison.Ordinal);
}
