using System.Security.Cryptography;
using System.Text;
using DataJoint.Configuration;
using DataJoint.Leaks.Scanning;

namespace DataJoint.Leaks.Purging;

/// <summary>Contents that Git LFS keeps outside of git's objects: a purge removes the pointer, and names the content.</summary>
internal static class LfsContents
{
    private static readonly byte[] Beginning = Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:");

    /// <summary>Whether a content is a pointer, and the digits of what it points to.</summary>
    public static string? ReadPointer(ReadOnlySpan<byte> content) =>
        content.StartsWith(Beginning) && content.Length >= Beginning.Length + 64 ? Encoding.ASCII.GetString(content.Slice(Beginning.Length, 64)) : null;

    /// <summary>A sentence for each content that stays in the repository.</summary>
    public static IEnumerable<string> List(RepositoryState state, PurgedContent content)
    {
        foreach (string digits in content.Pointers)
        {
            string file = Path.Combine(state.Directory, "lfs", "objects", digits[..2], digits[2..4], digits);
            if (File.Exists(file))
            {
                yield return $"Git LFS keeps the content of a purged pointer, here and on its server: delete {Display.Sanitize(file, 400)}";
            }
        }
    }

    /// <summary>The files of contents that hold a value, in plain sight or packed.</summary>
    public static IEnumerable<string> ListHolding(RepositoryState state, ValueText values, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(state.Directory, "lfs", "objects");
        foreach (string file in (Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : []).Where(File.Exists))
        {
            ContentScan scan = new(values.Known, PatternSearch.None, new LeakScannerOptions().MaxUnpackedBytes);
            using FileStream content = File.OpenRead(file);
            scan.Scan(content, "content", cancellationToken);
            if (scan.Leaks.Exists(leak => leak.Rule == LeakRules.KnownValue))
            {
                yield return Display.Sanitize(file, 400);
            }
        }
    }

    /// <summary>The pointer that Git LFS commits for a file.</summary>
    public static byte[] WritePointer(string file)
    {
        using FileStream content = File.OpenRead(file);
        string digits = Convert.ToHexStringLower(SHA256.HashData(content));
        return [.. Beginning, .. Encoding.ASCII.GetBytes(FormattableString.Invariant($"{digits}\nsize {content.Length}\n"))];
    }
}
