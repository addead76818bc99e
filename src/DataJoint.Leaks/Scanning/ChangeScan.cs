using System.Text;
using DataJoint.Git;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>
/// Looks at what a content has changed of another in which nothing was found. A rule sees some pages around a place at most, so that what was copied with as much around it holds
/// nothing either. Whenever that is in doubt, or anything is found, the whole content is scanned: this decides about time and never about findings.
/// </summary>
internal sealed class ChangeScan(KnownValues known, PatternSearch patterns)
{
    /// <summary>What is read around a change: farther than any rule looks, from a name to the end of its value and back to the beginning of its line.</summary>
    private const int Margin = 8192;

    /// <summary>An encoding reaches as far as its line, and in longer ones depends on where the last began.</summary>
    private const int LongestLine = 4096;

    private readonly TextScan _scan = new(known, patterns);
    private Dictionary<GitObjectId, string> _clean = [];
    private char[] _chars = new char[Margin];

    /// <summary>Begins a batch: contents are differences from others of theirs.</summary>
    public void Begin() => _clean = _clean.Count > 0 ? [] : _clean;

    /// <summary>Whether nothing can be found in a content, as far as its changes tell.</summary>
    /// <param name="read">The content.</param>
    /// <param name="path">Its only path, or one of those that are read alike.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public bool IsClean(GitObjectContent read, string path, CancellationToken cancellationToken)
    {
        string form = PathForm.Find(path);
        bool isComparable = known.MaxLength < Margin && read.BaseId is GitObjectId other && _clean.TryGetValue(other, out string? otherForm) && otherForm == form;
        if (!isComparable || !IsPlain(read, path) || Arrange(read) is not List<(int From, int To)> windows)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = read.Bytes!.Value.Span;
        foreach ((int from, int to) in windows)
        {
            if (Finds(bytes[from..to], path, cancellationToken))
            {
                return false;
            }
        }

        _clean[read.Header.Id] = form;
        return true;
    }

    /// <summary>Remembers a content in which nothing was found.</summary>
    public void Add(GitObjectContent read, string path)
    {
        string form = PathForm.Find(path);
        if (IsPlain(read, path))
        {
            _clean[read.Header.Id] = form;
        }
    }

    /// <summary>Text of one window that is read piece by piece: no archive, no bytes with texts among them, no file that is a secret as a whole.</summary>
    private static bool IsPlain(GitObjectContent read, string path)
    {
        if (read.Bytes is not { Length: < WindowScan.Window } memory || PathTraits.Find(path).IsCredential)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = memory.Span;
        return ContentForms.Find(bytes[..Math.Min(bytes.Length, ContentForms.PeekBytes)]) == ContentForm.Bytes && !bytes.Contains((byte)0);
    }

    /// <summary>The stretches around the changes, in whole lines; null when they are not worth it, or not enough.</summary>
    private static List<(int From, int To)>? Arrange(GitObjectContent read)
    {
        ReadOnlySpan<byte> bytes = read.Bytes!.Value.Span;
        List<(int From, int To)> windows = [];
        int total = 0;
        foreach ((int start, int end) in read.Changes)
        {
            int from = FindLineStart(bytes, Math.Max(0, start - Margin));
            int to = FindLineEnd(bytes, Math.Min(bytes.Length, end + Margin));

            // base64 goes over lines, and never over a space
            bool isEnough = from >= 0 && to >= 0 && (from == 0 || bytes[from..start].Contains((byte)' ')) && (to == bytes.Length || bytes[end..to].Contains((byte)' '));
            if (!isEnough)
            {
                return null;
            }

            if (windows.Count > 0 && from <= windows[^1].To)
            {
                (from, to) = (windows[^1].From, Math.Max(to, windows[^1].To));
                total -= windows[^1].To - from;
                windows.RemoveAt(windows.Count - 1);
            }

            windows.Add((from, to));
            total += to - from;
        }

        return total < bytes.Length / 4 * 3 && windows.TrueForAll(window => HasShortLines(read.Bytes.Value.Span[window.From..window.To])) ? windows : null;
    }

    /// <returns>-1 in a line that is too long.</returns>
    private static int FindLineStart(ReadOnlySpan<byte> bytes, int place)
    {
        int first = Math.Max(0, place - LongestLine);
        int found = bytes[first..place].LastIndexOf((byte)'\n');
        return found >= 0 ? first + found + 1 : first == 0 ? 0 : -1;
    }

    /// <returns>-1 in a line that is too long.</returns>
    private static int FindLineEnd(ReadOnlySpan<byte> bytes, int place)
    {
        int last = Math.Min(bytes.Length, place + LongestLine);
        int found = bytes[place..last].IndexOf((byte)'\n');
        return found >= 0 ? place + found + 1 : last == bytes.Length ? last : -1;
    }

    private static bool HasShortLines(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > LongestLine)
        {
            int end = bytes[..LongestLine].LastIndexOf((byte)'\n');
            if (end < 0)
            {
                return false;
            }

            bytes = bytes[(end + 1)..];
        }

        return true;
    }

    private bool Finds(ReadOnlySpan<byte> bytes, string path, CancellationToken cancellationToken)
    {
        if (bytes.Length > _chars.Length)
        {
            _chars = new char[bytes.Length * 2];
        }

        Encoding.Latin1.GetChars(bytes, _chars);
        return _scan.Scan(new Passage(_chars.AsSpan(0, bytes.Length), PathTraits.Find(path)), isWhole: false, cancellationToken).Count > 0;
    }
}
