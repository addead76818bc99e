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
    private readonly Unpacker _unpacker;
    private long _passed;

    public ContentScan(KnownValues known, PatternSearch patterns, long maxUnpackedBytes, LeakedTexts? texts = null)
    {
        _known = known;
        _maxUnpackedBytes = maxUnpackedBytes;
        _windows = new WindowScan(known, patterns, texts);
        _unpacker = new Unpacker(Scan, (bytes, path, cancellationToken) => ScanText(default, bytes, path, cancellationToken), (path, reason) => Skip(path, reason));
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
        if (form is ContentForm.Unreadable)
        {
            Skip(path.Shown, "packed in a form that is not read");
            return;
        }

        using PeekedStream whole = new(beginning, content);
        if (form is ContentForm.Bytes && !ZipEnd.MayFollow(content, beginning.Span))
        {
            ScanText(beginning, content, path, cancellationToken);
        }
        else if (ContentForms.FindEncoding(form) is Encoding wide)
        {
            using Stream text = Encoding.CreateTranscodingStream(whole, wide, new UTF8Encoding(false), leaveOpen: true);
            ScanText(default, text, path, cancellationToken);
        }
        else
        {
            _unpacker.Unpack(form, whole, path, nesting, cancellationToken);
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
                Credential = leak.Credential,
                Ordinal = ordinal,
                Fingerprint = Fingerprints.Compute(shown, leak.Trace, ordinal),
            });
        }
    }
}
