using DataJoint.Configuration;

namespace DataJoint.Leaks;

/// <summary>What is to leave the history, and how.</summary>
public sealed class PurgeOptions
{
    /// <summary>Files and directories that leave it, from the root of the repository, with <c>/</c>. None by default.</summary>
    public IReadOnlyList<string> Paths { get; set; } = [];

    /// <summary>Values that <c>***REMOVED***</c> replaces, in all encodings; short ones where a name such as <c>password</c> stands before them. None by default.</summary>
    public IReadOnlyList<Secret> Values { get; set; } = [];

    /// <summary>Fingerprints of leaks (<see cref="Leak.Fingerprint"/>) whose values are replaced. None by default.</summary>
    public IReadOnlyList<string> Fingerprints { get; set; } = [];

    /// <summary>
    /// The secrets of the project, which the scan knew that gave the fingerprints (<see cref="LeakScannerOptions.KnownSecrets"/>). They are replaced only where
    /// fingerprints name them. None by default.
    /// </summary>
    public IReadOnlyList<Secret> KnownSecrets { get; set; } = [];

    /// <summary>The project's own rules, which the scan had that gave the fingerprints (<see cref="LeakScannerOptions.Rules"/>). None by default.</summary>
    public IReadOnlyList<PatternRule> Rules { get; set; } = [];

    /// <summary>Whether commits that the purge leaves without a change go, too; by default they stay, as empty ones.</summary>
    public bool PrunesEmpty { get; set; }

    /// <summary>Whether commits and tags that lose their signature are signed again, with the key of the user's git; false by default.</summary>
    public bool Signs { get; set; }

    /// <summary>The bundle that holds the history as it was; null for one beside the repository.</summary>
    public string? BackupFile { get; set; }
}
