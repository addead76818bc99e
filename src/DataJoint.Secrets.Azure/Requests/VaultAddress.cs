namespace DataJoint.Secrets.Azure.Requests;

/// <summary>Where a vault is: at Microsoft, whatever a reference says.</summary>
/// <remarks>See https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name.</remarks>
internal static class VaultAddress
{
    private const string PublicSuffix = ".vault.azure.net";

    private static readonly string[] Suffixes = [PublicSuffix, ".vault.azure.cn", ".vault.usgovcloudapi.net"];

    /// <summary>The address of a vault.</summary>
    /// <param name="vault">Its name, or its host in one of Microsoft's clouds.</param>
    /// <returns>Null when it is neither.</returns>
    public static Uri? Find(string vault)
    {
        string? suffix = Array.Find(Suffixes, suffix => vault.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
        string name = suffix is null ? vault : vault[..^suffix.Length];
        return name.Length is >= 3 and <= 24 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && name[0] != '-' && name[^1] != '-'
            ? new Uri($"https://{name.ToLowerInvariant()}{suffix ?? PublicSuffix}")
            : null;
    }
}
