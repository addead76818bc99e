using DataJoint.Configuration;

namespace DataJoint.Leaks;

/// <summary>What a scanner looks for besides the shapes.</summary>
public sealed class LeakScannerOptions
{
    /// <summary>The secrets of the project, resolved; those that are not are passed over. None by default.</summary>
    public IReadOnlyList<Secret> KnownSecrets { get; set; } = [];

    /// <summary>Rules of the project's own, which add to <see cref="LeakRules.All"/>. None by default.</summary>
    public IReadOnlyList<PatternRule> Rules { get; set; } = [];

    /// <summary>Whether each leak keeps what it gives away (<see cref="Leak.Credential"/>), for whoever tries whether it still works. False by default.</summary>
    public bool KeepsCredentials { get; set; }

    /// <summary>How many bytes one file may unpack to, with all archives in it; 512 MiB by default.</summary>
    public long MaxUnpackedBytes { get; set; } = 512L << 20;

    /// <summary>How many threads scan files; the number of processors by default.</summary>
    public int MaxThreads { get; set; } = Environment.ProcessorCount;
}
