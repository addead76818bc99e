using DataJoint.Leaks.Scanning;

namespace DataJoint.Leaks;

/// <summary>A credential that was found. It shows nothing of the credential.</summary>
public sealed class Leak
{
    /// <summary>A leak.</summary>
    /// <param name="rule">What it is.</param>
    /// <param name="path">Where it is: a path with <c>/</c>; what is inside an archive follows a <c>!</c>.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The character in it, from 1.</param>
    /// <param name="excerpt">What may be shown of it.</param>
    internal Leak(LeakRule rule, string path, long line, long column, string excerpt)
    {
        Rule = rule;
        Path = path;
        Line = line;
        Column = column;
        Excerpt = excerpt;
    }

    /// <summary>What it is.</summary>
    public LeakRule Rule { get; }

    /// <summary>Where it is: a path with <c>/</c>; what is inside an archive follows a <c>!</c>.</summary>
    public string Path { get; }

    /// <summary>The line, from 1. What is encoded counts where its encoding begins.</summary>
    public long Line { get; }

    /// <summary>The character in the line, from 1.</summary>
    public long Column { get; }

    /// <summary>The name before it, and <c>********</c>.</summary>
    public string Excerpt { get; }

    /// <summary>
    /// What identifies it in a baseline: sixteen hexadecimal digits that stay while rule, path, name and value do, wherever the line moves. Eight bits in it are of
    /// the credential.
    /// </summary>
    public string Fingerprint { get; internal set; } = "";

    /// <summary>The commit that brought it, for a leak in the history; else null.</summary>
    public string? Commit { get; internal set; }

    /// <summary>When that commit was written, in ISO 8601; else null.</summary>
    public string? AuthorDate { get; internal set; }

    /// <summary>The branches, tags and other refs that reach the commit.</summary>
    public IReadOnlyList<string> Refs { get; internal set; } = [];

    /// <summary>What it gives away, where the scanner keeps that (<see cref="LeakScannerOptions.KeepsCredentials"/>); else null.</summary>
    public LeakedCredential? Credential { get; internal init; }

    /// <summary>What is said of it besides its path, for the fingerprint.</summary>
    internal string Trace { get; init; } = "";

    /// <summary>Which one it is of those in the file that are alike.</summary>
    internal int Ordinal { get; init; }

    /// <summary>The same at another path, which a commit brought.</summary>
    internal Leak At(string path, string commit, string authorDate) => new(Rule, path, Line, Column, Excerpt)
    {
        Trace = Trace,
        Credential = Credential,
        Ordinal = Ordinal,
        Fingerprint = Fingerprints.Compute(path, Trace, Ordinal),
        Commit = commit,
        AuthorDate = authorDate,
    };

    /// <summary>Where and what.</summary>
    /// <returns>For example <c>app.py:3:9 datajoint-setting</c>.</returns>
    public override string ToString() => $"{Path}:{Line}:{Column} {Rule.Id}";
}
