using System.Text;
using DataJoint.Git;
using DataJoint.Leaks.Scanning;

namespace DataJoint.Leaks.Purging;

/// <summary>Reads every content, and replaces the values in those that hold one.</summary>
internal sealed class BlobCleaning(ValueText values, FindingSearch? search, NewObjects made, CancellationToken cancellationToken)
{
    /// <summary>What is larger is read in a stream, and has to be purged by its path when it holds a value.</summary>
    public static long MaxBytes { get; set; } = 256L << 20;

    /// <summary>What each content becomes.</summary>
    public Dictionary<GitObjectId, GitObjectId> Changed { get; } = [];

    /// <summary>The contents that hold a value in a form that cannot be replaced, each with what it is.</summary>
    public Dictionary<GitObjectId, string> Unclean { get; } = [];

    /// <summary>The contents that are no text and change: what reads them may notice.</summary>
    public HashSet<GitObjectId> Binary { get; } = [];

    /// <summary>Reads one content.</summary>
    public void Clean(GitObjectHeader entry, Stream stream)
    {
        if (entry.Size > MaxBytes)
        {
            if (Scan(stream) || search?.Places.ContainsKey(entry.Id) == true)
            {
                Unclean[entry.Id] = FormattableString.Invariant($"it has {entry.Size >> 20} MiB, more than are changed");
            }

            return;
        }

        byte[] bytes = new byte[entry.Size];
        stream.ReadExactly(bytes);
        byte[] clean = Clean(bytes, search?.Places.GetValueOrDefault(entry.Id)?.Texts);
        if (Scan(new MemoryStream(clean)) || search?.StillFinds(entry.Id, clean, cancellationToken) == true)
        {
            Unclean[entry.Id] = ContentForms.Find(clean) is ContentForm.Zip or ContentForm.GZip or ContentForm.Tar
                ? "it is an archive" : "it is encoded in a way that is not undone";
        }
        else if (!ReferenceEquals(clean, bytes))
        {
            Changed[entry.Id] = made.Add(GitObjectKind.Blob, clean);
            _ = !IsText(bytes) && Binary.Add(entry.Id);
        }
    }

    /// <summary>Whether a content holds a value, in plain sight or packed.</summary>
    private bool Scan(Stream stream)
    {
        ContentScan scan = new(values.Known, PatternSearch.None, new LeakScannerOptions().MaxUnpackedBytes);
        scan.Scan(stream, "content", cancellationToken);
        return scan.Leaks.Exists(leak => leak.Rule == LeakRules.KnownValue);
    }

    /// <summary>Replaces in the text of UTF-16, as in that of other encodings.</summary>
    private byte[] Clean(byte[] bytes, IReadOnlyCollection<string>? here)
    {
        Encoding? wide = ContentForms.Find(bytes.AsSpan(0, Math.Min(bytes.Length, ContentForms.PeekBytes))) switch
        {
            ContentForm.Utf16 => Encoding.Unicode,
            ContentForm.Utf16BigEndian => Encoding.BigEndianUnicode,
            _ => null,
        };
        if (wide is not null && wide.GetString(bytes) is string text && wide.GetBytes(text).AsSpan().SequenceEqual(bytes))
        {
            byte[] narrow = Encoding.UTF8.GetBytes(text);
            byte[] clean = CleanNarrow(narrow, here);
            return ReferenceEquals(clean, narrow) ? bytes : wide.GetBytes(Encoding.UTF8.GetString(clean));
        }

        return CleanNarrow(bytes, here);
    }

    /// <summary>A short value goes wherever a name such as <c>password</c> says what it is, and where a leak was found.</summary>
    private byte[] CleanNarrow(byte[] bytes, IReadOnlyCollection<string>? here)
    {
        byte[] clean = values.Replace(bytes) ?? bytes;
        foreach (string value in here ?? [])
        {
            clean = ShortValue.Replace(clean, value) ?? clean;
        }

        return clean;
    }

    private static bool IsText(byte[] bytes) =>
        !bytes.AsSpan().Contains((byte)0) || ContentForms.Find(bytes.AsSpan(0, Math.Min(bytes.Length, ContentForms.PeekBytes))) is ContentForm.Utf16 or ContentForm.Utf16BigEndian;
}
