using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Leaks;

/// <summary>The leaks that somebody looked at and accepted: one fingerprint a line, sorted, so that branches merge. It holds no secret and no line number.</summary>
public sealed class LeakBaseline
{
    /// <summary>Each fingerprint, and what follows it on its line.</summary>
    private readonly Dictionary<string, string> _lines;

    private LeakBaseline(Dictionary<string, string> lines) => _lines = lines;

    /// <summary>None accepted.</summary>
    public static LeakBaseline Empty { get; } = new([]);

    /// <summary>Reads a baseline.</summary>
    /// <param name="text">The file's text: a fingerprint at the beginning of each line, and anything after it. Lines that begin with <c>#</c> do not count.</param>
    /// <returns>The baseline.</returns>
    public static LeakBaseline Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Dictionary<string, string> lines = new(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split([' ', '\t', '\r'], 2);
            if (words[0].Length > 0 && words[0][0] != '#')
            {
                lines[words[0]] = words.Length > 1 ? words[1].Trim() : "";
            }
        }

        return new LeakBaseline(lines);
    }

    /// <summary>Writes a baseline that accepts leaks.</summary>
    /// <param name="leaks">The leaks.</param>
    /// <returns>The file's text.</returns>
    public static string Write(IEnumerable<Leak> leaks) => Empty.WriteWith(leaks);

    /// <summary>Writes a baseline that accepts leaks besides those that this one accepts: a scan of one directory knows nothing of the others.</summary>
    /// <param name="leaks">The leaks.</param>
    /// <returns>The file's text.</returns>
    public string WriteWith(IEnumerable<Leak> leaks)
    {
        ArgumentNullException.ThrowIfNull(leaks);
        SortedDictionary<string, string> lines = new(_lines, StringComparer.Ordinal);
        foreach (Leak leak in leaks)
        {
            lines[leak.Fingerprint] = $"{leak.Rule.Id} {Display.Sanitize(leak.Path, 400)}";
        }

        StringBuilder text = new("# Leaks that were looked at and accepted; djc scan --update-baseline writes this file. It holds no secret.\n");
        foreach ((string fingerprint, string words) in lines)
        {
            text.Append($"{fingerprint} {words}".TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Whether a leak is accepted.</summary>
    /// <param name="fingerprint">Its fingerprint.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(string fingerprint) => _lines.ContainsKey(fingerprint);
}
