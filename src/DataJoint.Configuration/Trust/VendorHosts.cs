namespace DataJoint.Configuration.Trust;

/// <summary>The hosts of the vendors that give platforms their identities.</summary>
internal static class VendorHosts
{
    // Azure's clouds: https://learn.microsoft.com/azure/storage/common/storage-private-endpoints and .../storage-account-overview.
    private static readonly string[] AzureSuffixes =
    [
        ".blob.core.windows.net", ".dfs.core.windows.net",
        ".blob.core.usgovcloudapi.net", ".dfs.core.usgovcloudapi.net",
        ".blob.core.chinacloudapi.cn", ".dfs.core.chinacloudapi.cn",
        ".blob.storage.azure.net", ".dfs.storage.azure.net",
    ];

    /// <summary>Whether a host is the vendor's own for a protocol of stores.</summary>
    public static bool Contains(string protocol, string host) => protocol switch
    {
        "gcs" => HasLabelBefore(host, ".googleapis.com"),
        "azure" => host == "blob.core.windows.net" || Array.Exists(AzureSuffixes, suffix => HasLabelBefore(host, suffix)),
        "s3" => IsAmazon(host),
        _ => false,
    };

    private static bool HasLabelBefore(string host, string suffix) => host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.Ordinal);

    /// <summary>Only the names of S3: other hosts below that domain are machines of Amazon's customers.</summary>
    private static bool IsAmazon(string host)
    {
        string domain = HasLabelBefore(host, ".amazonaws.com.cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
        if (!HasLabelBefore(host, domain))
        {
            return false;
        }

        string[] labels = host.Substring(0, host.Length - domain.Length).Split('.');
        int service = Array.FindLastIndex(labels, label => label is "s3" or "s3-fips" or "s3-accelerate" || label.StartsWith("s3-", StringComparison.Ordinal));
        string[] rest = service < 0 ? [] : labels.Skip(service + 1).ToArray();
        return service >= 0 && rest.Length switch
        {
            0 => true,
            1 => rest[0] == "dualstack" || IsRegion(rest[0]),
            2 => (rest[0] == "dualstack" && IsRegion(rest[1])) || (IsRegion(rest[0]) && rest[1] == "vpce"),
            _ => false,
        };
    }

    // eu-central-1, us-gov-west-1
    private static bool IsRegion(string label)
    {
        string[] words = label.Split('-');
        return words.Length >= 3 && words[0].Length == 2 && words[words.Length - 1].Length == 1 && char.IsDigit(words[words.Length - 1][0]);
    }
}
