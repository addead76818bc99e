namespace DataJoint.Leaks;

/// <summary>What a scan gave.</summary>
public sealed class LeakReport
{
    internal LeakReport(IReadOnlyList<Leak> leaks, IReadOnlyList<SkippedContent> skipped, long files, long bytes)
    {
        Leaks = leaks;
        Skipped = skipped;
        Files = files;
        Bytes = bytes;
    }

    /// <summary>The leaks, by path, line and column.</summary>
    public IReadOnlyList<Leak> Leaks { get; }

    /// <summary>What was not scanned.</summary>
    public IReadOnlyList<SkippedContent> Skipped { get; }

    /// <summary>Whether nothing is among <see cref="Skipped"/> without which the scan is incomplete (<see cref="SkippedContent.IsAsked"/>).</summary>
    public bool IsComplete => Skipped.All(skipped => !skipped.IsAsked);

    /// <summary>How many files, or objects of git, were scanned.</summary>
    public long Files { get; }

    /// <summary>How many bytes, after unpacking.</summary>
    public long Bytes { get; }

    /// <summary>The report without the leaks that a baseline accepts.</summary>
    /// <param name="baseline">The accepted ones.</param>
    /// <returns>Another report.</returns>
    public LeakReport Without(LeakBaseline baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return new LeakReport([.. Leaks.Where(leak => !baseline.Contains(leak.Fingerprint))], Skipped, Files, Bytes);
    }
}
