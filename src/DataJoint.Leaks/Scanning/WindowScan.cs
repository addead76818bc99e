using System.Text;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Scans a content of any length in windows that overlap, and counts lines.</summary>
internal sealed class WindowScan(KnownValues known, PatternSearch patterns, LeakedTexts? texts = null)
{
    /// <summary>What is scanned at a time.</summary>
    public const int Window = 1 << 20;

    private const int Overlap = 64 * 1024;

    /// <summary>Most files are small; a buffer grows when one is not.</summary>
    private const int FirstWindow = 64 * 1024;

    private readonly TextScan _scan = new(known, patterns, texts);
    private byte[] _bytes = new byte[FirstWindow];
    private char[] _chars = new char[FirstWindow];
    private char[] _lines = [];

    /// <summary>How many bytes were scanned so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Scans one content.</summary>
    /// <param name="beginning">Its first bytes, already read.</param>
    /// <param name="content">The rest.</param>
    /// <param name="path">Its name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The leaks, without their fingerprints.</returns>
    public List<Leak> Scan(ReadOnlyMemory<byte> beginning, Stream content, string path, CancellationToken cancellationToken)
    {
        List<Leak> found = [];
        beginning.Span.CopyTo(_bytes);
        int filled = beginning.Length;
        int reported = 0;
        LinePosition position = new();
        bool isFirst = true;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            filled = Fill(content, filled);
            bool isLast = filled < Window;
            int decided = isLast ? filled : Window - Overlap;
            Encoding.Latin1.GetChars(_bytes.AsSpan(0, filled), _chars);
            int from = reported;
            ReadOnlySpan<char> text = _chars.AsSpan(0, filled);
            List<Sighting> sightings = Look(text, path, isFirst && isLast, cancellationToken);
            Report(text, sightings.Where(sighting => sighting.At >= from && sighting.At < decided).OrderBy(sighting => sighting.At), (path, position.Copy()), found);
            Bytes += decided - reported;
            if (isLast)
            {
                return found;
            }

            // What comes before a window's new part stays for its context.
            int kept = decided - Overlap;
            position.Advance(_chars.AsSpan(0, kept));
            filled -= kept;
            _bytes.AsSpan(kept, filled).CopyTo(_bytes);
            reported = Overlap;
            isFirst = false;
        }
    }

    /// <summary>Reads until the window is full, or the content ends.</summary>
    private int Fill(Stream content, int filled)
    {
        while (true)
        {
            filled += content.ReadAtLeast(_bytes.AsSpan(filled), _bytes.Length - filled, throwOnEndOfStream: false);
            if (filled < _bytes.Length || filled == Window)
            {
                return filled;
            }

            Array.Resize(ref _bytes, _bytes.Length * 2);
            _chars = new char[_bytes.Length];
        }
    }

    private List<Sighting> Look(ReadOnlySpan<char> text, string path, bool isWhole, CancellationToken cancellationToken)
    {
        bool isBinary = text.Contains('\0');
        var traits = PathTraits.Find(path);
        ReadOnlySpan<char> lines = isBinary ? EndStrings(text) : text;
        List<Sighting> sightings = _scan.Scan(new Passage(lines, traits), isWhole, cancellationToken);
        if (isBinary)
        {
            WideText wide = new(text);
            List<Sighting> found = _scan.Scan(new Passage(wide.Text, traits), isWhole: false, cancellationToken);
            sightings.AddRange(found.Select(sighting => sighting with { At = wide.PlaceOf(sighting.At) }));
        }

        return sightings;
    }

    /// <summary>Strings of a program end with a NUL.</summary>
    private ReadOnlySpan<char> EndStrings(ReadOnlySpan<char> text)
    {
        if (_lines.Length < text.Length)
        {
            _lines = new char[_chars.Length];
        }

        text.Replace(_lines, '\0', '\n');
        return _lines.AsSpan(0, text.Length);
    }

    /// <summary>Lines and columns are counted on from one leak to the next.</summary>
    private static void Report(ReadOnlySpan<char> text, IEnumerable<Sighting> sightings, (string Path, LinePosition Position) place, List<Leak> found)
    {
        int counted = 0;
        foreach (Sighting sighting in sightings)
        {
            place.Position.Advance(text[counted..sighting.At]);
            counted = sighting.At;
            found.Add(new Leak(sighting.Rule, place.Path, place.Position.Line, place.Position.Column, sighting.Excerpt)
            {
                Trace = Fingerprints.Trace(sighting),
                Credential = sighting.Credential,
            });
        }
    }
}
