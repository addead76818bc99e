using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Configuration.Files;
using DataJoint.Stores;
using DataJoint.Stores.Azure;
using DataJoint.Stores.Gcs;
using DataJoint.Stores.S3;

namespace DataJoint.Cli.Transfers;

/// <summary>Where objects really are, whatever the store is called and however its endpoint is written.</summary>
/// <remarks>
/// Two stores may be in one bucket, one below the other. The protocol is not part of the address of a bucket, because some speak two.
/// </remarks>
internal static class StoreAddress
{
    /// <summary>The address of everything below a folder outside the stores; it ends in <c>/</c>.</summary>
    public static string OfFolder(string path) => $"file:{Resolve(path).TrimEnd(Path.DirectorySeparatorChar, '/')}/";

    /// <summary>The address of an object, or of a beginning of names.</summary>
    /// <param name="store">The open store.</param>
    /// <param name="spec">The same as it is configured.</param>
    /// <param name="path">The object's name, or a folder's, which is empty or ends in <c>/</c>.</param>
    public static string From(IObjectStore store, StoreSpec spec, string path) => store switch
    {
        FileObjectStore files => OfFolder(Path.Combine(files.Location, path[..(path.LastIndexOf('/') + 1)])) + path[(path.LastIndexOf('/') + 1)..],
        AzureObjectStore azure => $"{HostOf(azure.Client.Uri)}{azure.Client.Uri.AbsolutePath.TrimEnd('/')}/{Below(spec, path)}",
        S3ObjectStore s3 => $"{HostOf(spec.GetText("endpoint")!)}/{s3.Bucket}/{Below(spec, path)}",
        GcsObjectStore => $"{HostOf(spec.GetText("endpoint") is { Length: > 0 } given ? given : "storage.googleapis.com")}/{spec.GetText("bucket")}/{Below(spec, path)}",
        _ => $"{spec.Protocol}:{AttributesOf(spec)}/{Below(spec, path)}",
    };

    /// <summary>Whether one of two addresses lies in the other.</summary>
    public static bool Overlap(string one, string two)
    {
        StringComparison comparison = ComparisonOf(one);
        return one.StartsWith(two, comparison) || two.StartsWith(one, comparison);
    }

    public static bool AreSame(string one, string two) => one.Equals(two, ComparisonOf(one));

    // Where a file system may take two spellings for one, it is better to refuse once too often.
    private static StringComparison ComparisonOf(string address) =>
        OperatingSystem.IsLinux() || !address.StartsWith("file:", StringComparison.Ordinal) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    private static string Below(StoreSpec spec, string path) => spec.Location.Trim('/') is { Length: > 0 } location ? $"{location}/{path}" : path;

    private static string HostOf(string endpoint)
    {
        string written = endpoint.Trim();
        string full = written.Contains("://", StringComparison.Ordinal) ? written : "https://" + written;
        return Uri.TryCreate(full, UriKind.Absolute, out Uri? address) ? HostOf(address) : written;
    }

    /// <summary>Host and port; the many names of Amazon and Google stand for one set of buckets, and TLS changes nothing about it.</summary>
    private static string HostOf(Uri address)
    {
        string host = address.IdnHost.TrimEnd('.').ToLowerInvariant();
        foreach (string provider in (string[])["amazonaws.com", "amazonaws.com.cn", "googleapis.com"])
        {
            if (host.EndsWith("." + provider, StringComparison.Ordinal))
            {
                return provider;
            }
        }

        host = address.IsLoopback ? "localhost" : host;
        return address.Port is 80 or 443 ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{address.Port}");
    }

    /// <summary>What a protocol that somebody brought is told, without secrets and without what only lays out names.</summary>
    private static string AttributesOf(StoreSpec spec) => string.Join(
        '&',
        spec.Attributes
            .Where(name => !spec[name].IsSecret && !StoreCatalogue.IsSecret(name) && StoreCatalogue.Common.All(common => common.Name != name))
            .Order(StringComparer.Ordinal)
            .Select(name => $"{name}={spec[name]}"));

    /// <summary>Links resolved. What is not there yet has no links; what is above it may.</summary>
    private static string Resolve(string path)
    {
        string rest = "";
        for (string? above = Path.TrimEndingDirectorySeparator(path); above is not null; above = Path.GetDirectoryName(above))
        {
            if (ProjectFinder.ResolveDirectory(above) is string found)
            {
                return Path.Combine(found, rest);
            }

            rest = Path.Combine(Path.GetFileName(above), rest);
        }

        return path;
    }
}
