using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using DataJoint.Configuration;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Scans contents one after another, with what is inside archives: one for each thread.</summary>
internal sealed class ContentScan
{
    private readonly KnownValues _known;
    private readonly long _maxUnpackedBytes;
    private readonly WindowScan _windows;
    private long _passed;

    public ContentScan(KnownValues known, long maxUnpackedBytes)
    {
        _known = known;
        _maxUnpackedBytes = maxUnpackedBytes;
        _windows = new WindowScan(known);
    }

    /// <summary>What was found.</summary>
    public List<Leak> Leaks { get; } = [];

    /// <summary>What was not scanned.</summary>
    public List<SkippedContent> Skipped { get; } = [];

    public long Files { get; private set; }

    public long Bytes => _windows.Bytes + _passed;

    /// <summary>Scans one content.</summary>
    /// <param name="content">The content, from its first byte.</param>
    /// <param name="path">Its name, with <c>/</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public void Scan(Stream content, string path, CancellationToken cancellationToken)
    {
        Files++;
        Scan(content, (path, path), (new UnpackBudget(_maxUnpackedBytes), 0), cancellationToken);
    }

    /// <summary>Counts a content of which is known that nothing is in it.</summary>
    public void Pass(long bytes)
    {
        Files++;
        _passed += bytes;
    }

    /// <summary>Notes that a content could not be scanned.</summary>
    /// <param name="path">Its name, with <c>/</c>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="isAsked">Whether the scan is incomplete without it.</param>
    public void Skip(string path, string reason, bool isAsked = false) => Skipped.Add(new SkippedContent(Show(path), reason, isAsked));

    /// <summary>A name may hold a secret, too.</summary>
    /// <param name="path">A path, or the name of a ref.</param>
    public string Show(string path)
    {
        string shown = path;
        string bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(path));
        for ((int at, int length) = _known.Find(bytes, 0); at >= 0; (at, length) = _known.Find(bytes, at + Secret.Mask.Length))
        {
            bytes = bytes[..at] + Secret.Mask + bytes[(at + length)..];
            shown = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));
        }

        return shown;
    }

    /// <summary>Scans a content under the path that is shown, and the name that it has unpacked, which tells its kind.</summary>
    private void Scan(Stream content, (string Shown, string Name) path, (UnpackBudget Budget, int Depth) nesting, CancellationToken cancellationToken)
    {
        byte[] peeked = new byte[ContentForms.PeekBytes];
        int length = content.ReadAtLeast(peeked, peeked.Length, throwOnEndOfStream: false);
        ReadOnlyMemory<byte> beginning = peeked.AsMemory(0, length);
        ContentForm form = ContentForms.Find(beginning.Span);
        if (form is ContentForm.Bytes)
        {
            ScanText(beginning, content, path, cancellationToken);
            return;
        }

        using PeekedStream whole = new(beginning, content);
        if (form is ContentForm.Utf16 or ContentForm.Utf16BigEndian)
        {
            Encoding wide = form == ContentForm.Utf16 ? Encoding.Unicode : Encoding.BigEndianUnicode;
            using Stream text = Encoding.CreateTranscodingStream(whole, wide, new UTF8Encoding(false), leaveOpen: true);
            ScanText(default, text, path, cancellationToken);
            return;
        }

        // The members alone are looked at: packed bytes hold no credential that anybody reads.
        try
        {
            Unpack(form, whole, path, nesting, cancellationToken);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or IOException or NotSupportedException or FormatException)
        {
            Skip(path.Shown, damaged is InvalidDataException && damaged.Message.StartsWith("unpacks ", StringComparison.Ordinal) ? damaged.Message : "damaged, or of a form that cannot be read");
        }
    }

    private void ScanText(ReadOnlyMemory<byte> beginning, Stream content, (string Shown, string Name) path, CancellationToken cancellationToken)
    {
        List<Leak> found = _windows.Scan(beginning, content, path.Name, cancellationToken);
        if (found.Count == 0)
        {
            return;
        }

        string shown = Show(path.Shown);
        Dictionary<string, int> same = new(StringComparer.Ordinal);
        foreach (Leak leak in found)
        {
            int ordinal = same[leak.Trace] = same.GetValueOrDefault(leak.Trace) + 1;
            Leaks.Add(new Leak(leak.Rule, shown, leak.Line, leak.Column, leak.Excerpt)
            {
                Trace = leak.Trace,
                Ordinal = ordinal,
                Fingerprint = Fingerprints.Compute(shown, leak.Trace, ordinal),
            });
        }
    }

    private void Unpack(ContentForm form, PeekedStream packed, (string Shown, string Name) path, (UnpackBudget Budget, int Depth) nesting, CancellationToken cancellationToken)
    {
        if (nesting.Depth >= ScanLimits.MaxDepth)
        {
            throw new InvalidDataException($"unpacks to more than {ScanLimits.MaxDepth} archives in each other");
        }

        (UnpackBudget, int) inner = (nesting.Budget, nesting.Depth + 1);
        switch (form)
        {
            case ContentForm.GZip:
                using (GZipStream unzipped = new(packed, CompressionMode.Decompress, leaveOpen: true))
                {
                    using BudgetedStream counted = new(unzipped, nesting.Budget);
                    Scan(counted, path.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? (path.Shown, path.Name[..^3]) : path, inner, cancellationToken);
                }

                break;
            case ContentForm.Tar:
                UnpackTar(packed, path, inner, cancellationToken);
                break;
            default:
                UnpackZip(packed, path, inner, cancellationToken);
                break;
        }
    }

    private void UnpackTar(Stream packed, (string Shown, string Name) path, (UnpackBudget Budget, int Depth) nesting, CancellationToken cancellationToken)
    {
        using TarReader reader = new(packed, leaveOpen: true);
        for (int count = 0; reader.GetNextEntry() is TarEntry entry; count++)
        {
            CheckCount(count);
            if (entry.DataStream is Stream data)
            {
                using BudgetedStream counted = new(data, nesting.Budget);
                Scan(counted, ($"{path.Shown}!{entry.Name}", $"{path.Name}!{entry.Name}"), nesting, cancellationToken);
            }
        }
    }

    private void UnpackZip(Stream packed, (string Shown, string Name) path, (UnpackBudget Budget, int Depth) nesting, CancellationToken cancellationToken)
    {
        using MemoryStream held = Hold(packed);
        ZipDirectory.Check(held.GetBuffer().AsSpan(0, (int)held.Length));
        using ZipArchive archive = new(held, ZipArchiveMode.Read);
        int count = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            CheckCount(count++);
            (string Shown, string Name) name = ($"{path.Shown}!{entry.FullName}", $"{path.Name}!{entry.FullName}");
            if (entry.IsEncrypted)
            {
                Skip(name.Shown, "encrypted");
                continue;
            }

            using Stream data = entry.Open();
            using BudgetedStream counted = new(data, nesting.Budget);
            Scan(counted, name, nesting, cancellationToken);
        }
    }

    private static void CheckCount(int count)
    {
        if (count >= ScanLimits.MaxEntries)
        {
            throw new InvalidDataException($"unpacks to more than {ScanLimits.MaxEntries} files");
        }
    }

    /// <summary>A ZIP file is read from its end.</summary>
    private static MemoryStream Hold(Stream packed)
    {
        MemoryStream held = new();
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = packed.Read(buffer)) > 0;)
        {
            held.Write(buffer, 0, read);
            if (held.Length > ScanLimits.MaxHeld)
            {
                held.Dispose();
                throw new InvalidDataException("unpacks from more than 256 MiB");
            }
        }

        held.Position = 0;
        return held;
    }
}
