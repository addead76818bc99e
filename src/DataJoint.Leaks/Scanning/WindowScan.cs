using System.Text;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Scans a content of any length in windows that overlap, and counts lines.</summary>
internal sealed class WindowScan(KnownValues known)
{
    private const int Window = 1 << 20;
    private const int Overlap = 64 * 1024;

    /// <summary>Most files are small; a buffer grows when one is not.</summary>
    private const int FirstWindow = 64 * 1024;

    private readonly TextScan _scan = new(known);
    private byte[] _bytes = new byte[FirstWindow];
    private char[] _chars = new char[FirstWindow];

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
            Report(_chars.AsSpan(0, filled), (reported, decided), isFirst && isLast, (path, position), found);
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

    private void Report(ReadOnlySpan<char> text, (int From, int To) range, bool isWhole, (string Path, LinePosition Position) place, List<Leak> found)
    {
        bool isBinary = text.Contains('\0');
        TextKind kind = TextKinds.Find(place.Path);
        ReadOnlySpan<char> lines = isBinary ? text.ToString().Replace('\0', '\n') : text; // strings of a program end with a NUL
        List<Sighting> sightings = _scan.Scan(new Passage(lines, kind, place.Path), isWhole);
        if (isBinary)
        {
            WideText wide = new(text);
            sightings.AddRange(_scan.Scan(new Passage(wide.Text, kind, place.Path), isWhole: false).Select(sighting => sighting with { At = wide.PlaceOf(sighting.At) }));
        }

        foreach (Sighting sighting in sightings)
        {
            if (sighting.At >= range.From && sighting.At < range.To)
            {
                (long line, long column) = place.Position.Locate(text[..sighting.At]);
                found.Add(new Leak(sighting.Rule, place.Path, line, column, sighting.Excerpt) { Trace = Fingerprints.Trace(sighting) });
            }
        }
    }
}
