// Writes packages again so that the same content gives the same bytes: entries in order, one time for all, no random names.
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

DateTimeOffset time = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
string[] packages = args.Length != 1 ? [] : [.. Directory.EnumerateFiles(args[0]).Where(path => Path.GetExtension(path) is ".nupkg" or ".snupkg")];
if (packages.Length == 0)
{
    Console.Error.WriteLine("normalize: expects a folder with packages");
    return 1;
}

foreach (string path in packages)
{
    SortedDictionary<string, byte[]> entries = new(StringComparer.Ordinal);
    using (ZipArchive archive = ZipFile.OpenRead(path))
    {
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream content = entry.Open();
            using MemoryStream bytes = new();
            content.CopyTo(bytes);
            string name = entry.FullName.EndsWith(".psmdcp", StringComparison.Ordinal) ? "package/services/metadata/core-properties/package.psmdcp" : entry.FullName;
            byte[] normal = name == "_rels/.rels" ? Relations(bytes.ToArray())
                : name.EndsWith(".nuspec", StringComparison.Ordinal) ? WithoutBranch(bytes.ToArray())
                : bytes.ToArray();
            if (!entries.TryAdd(name, normal))
            {
                Console.Error.WriteLine($"normalize: {path} holds {name} twice");
                return 1;
            }
        }
    }

    using FileStream file = File.Create(path);
    using ZipArchive written = new(file, ZipArchiveMode.Create);
    foreach ((string name, byte[] content) in entries)
    {
        ZipArchiveEntry entry = written.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = time;
        using Stream target = entry.Open();
        target.Write(content);
    }
}

return 0;

// The commit says it all.
static byte[] WithoutBranch(byte[] content) => Encoding.UTF8.GetBytes(Regex.Replace(Encoding.UTF8.GetString(content), " branch=\"[^\"]*\"", ""));

static byte[] Relations(byte[] content)
{
    string text = Regex.Replace(Encoding.UTF8.GetString(content), "core-properties/[0-9a-f]+[.]psmdcp", "core-properties/package.psmdcp");
    return Encoding.UTF8.GetBytes(Regex.Replace(text, "(Target=\"([^\"]+)\" Id=\")[^\"]+", found => found.Groups[1].Value + "R" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(found.Groups[2].Value)))[..16]));
}
