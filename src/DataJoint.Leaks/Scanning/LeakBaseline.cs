using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Leaks;

/// <summary>The leaks that somebody looked at and accepted: one fingerprint a line, sorted, so that branches merge. It holds no secret and no line number.</summary>
public sealed class LeakBaseline
{
    private readonly HashSet<string> _fingerprints;

    private LeakBaseline(HashSet<string> fingerprints) => _fingerprints = fingerprints;

    /// <summary>None accepted.</summary>
    public static LeakBaseline Empty { get; } = new([]);

    /// <summary>Reads a baseline.</summary>
    /// <param name="text">The file's text: a fingerprint at the beginning of each line, and anything after it. Lines that begin with <c>#</c> do not count.</param>
    /// <returns>The baseline.</returns>
    public static LeakBaseline Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new LeakBaseline([.. text.Split('\n').Select(line => line.Split([' ', '\t', '\r'], 2)[0]).Where(word => word.Length > 0 && word[0] != '#')]);
    }

    /// <summary>Writes a baseline that accepts leaks.</summary>
    /// <param name="leaks">The leaks.</param>
    /// <returns>The file's text.</returns>
    public static string Write(IEnumerable<Leak> leaks)
    {
        StringBuilder text = new("# Leaks that were looked at and accepted; djc scan --update-baseline writes this file. It holds no secret.\n");
        foreach (Leak leak in leaks.DistinctBy(leak => leak.Fingerprint).OrderBy(leak => leak.Fingerprint, StringComparer.Ordinal))
        {
            text.Append(leak.Fingerprint).Append(' ').Append(leak.Rule.Id).Append(' ').Append(Display.Sanitize(leak.Path, 400)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Whether a leak is accepted.</summary>
    /// <param name="fingerprint">Its fingerprint.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(string fingerprint) => _fingerprints.Contains(fingerprint);
}
