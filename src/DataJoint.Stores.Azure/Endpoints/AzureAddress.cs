using DataJoint.Configuration;

namespace DataJoint.Stores.Azure.Endpoints;

/// <summary>Where the storage account is, from <c>account_name</c> and <c>endpoint</c> as people write them.</summary>
internal sealed class AzureAddress
{
    private const string PublicSuffix = ".blob.core.windows.net";

    private AzureAddress(Uri service, string account)
    {
        Service = service;
        Account = account;
    }

    /// <summary>The account's own address: <c>https://acct.blob.core.windows.net</c>, or with the account in the path, as emulators have it.</summary>
    public Uri Service { get; }

    public string Account { get; }

    public static AzureAddress From(StoreSpec spec)
    {
        string? account = spec.GetText("account_name")?.Trim() is { Length: > 0 } name ? name : null;
        string? written = spec.GetText("endpoint")?.Trim() is { Length: > 0 } given ? given : null;
        if (account is not null && !account.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw StoreAttributes.CreateException(spec, "account_name", "an account's name has letters and digits only");
        }

        if (written is null)
        {
            return account is null
                ? throw StoreAttributes.Missing(spec, "account_name", "no connection_string names it")
                : new AzureAddress(new Uri($"https://{account}{PublicSuffix}"), account);
        }

        Uri address = Parse(spec, written);
        string inPath = address.AbsolutePath.Trim('/');
        account ??= inPath.Length > 0 ? inPath : address.Host.Split('.')[0];
        return new AzureAddress(WithAccount(address, account, inPath), account);
    }

    /// <summary>The name of the container; Azure's rules are those of every server that speaks its protocol.</summary>
    /// <exception cref="StoreException">No container can have it.</exception>
    public static string ReadContainer(StoreSpec spec)
    {
        string name = StoreAttributes.ReadBucket(spec, "container");
        return name is "$root" or "$web" or "$logs" || name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? name
            : throw StoreAttributes.CreateException(spec, "container", "a container's name has 3 to 63 small letters, digits and dashes");
    }

    private static Uri Parse(StoreSpec spec, string written)
    {
        string full = HttpEndpoint.Complete(written, Uri.UriSchemeHttps);
        if (HttpEndpoint.LacksPort(full))
        {
            throw StoreAttributes.CreateException(spec, "endpoint", HttpEndpoint.NoPort);
        }

        return Uri.TryCreate(full, UriKind.Absolute, out Uri? address) && IsUsable(address)
            ? address
            : throw StoreAttributes.CreateException(
                spec, "endpoint",
                "it must be a host, optionally with a port, with http:// or https:// before it and the account after it, such as myaccount.blob.core.windows.net");
    }

    private static bool IsUsable(Uri address) =>
        address.Scheme is "http" or "https" && address.Host.Length > 0 && address.Port != 0 && address.UserInfo.Length == 0
        && address.Query.Length == 0 && address.Fragment.Length == 0 && !address.AbsolutePath.Trim('/').Contains('/', StringComparison.Ordinal);

    // A host that is not the account's own, blob.core.windows.net or an emulator's: the account goes before it, or into the path.
    private static Uri WithAccount(Uri address, string account, string inPath)
    {
        string root = address.GetLeftPart(UriPartial.Authority);
        if (inPath.Length > 0 || address.Host.Split('.')[0].Equals(account, StringComparison.OrdinalIgnoreCase))
        {
            return new Uri(inPath.Length > 0 ? $"{root}/{inPath}" : root);
        }

        return address.Host.Equals(PublicSuffix[1..], StringComparison.OrdinalIgnoreCase)
            ? new Uri($"{address.Scheme}://{account}{PublicSuffix}")
            : new Uri($"{root}/{account}");
    }
}
