namespace DataJoint.Benchmarks;

/// <summary>What whole runs of one program cost.</summary>
/// <param name="Median">The median time from start to end.</param>
/// <param name="PeakMemory">The most memory held, in bytes; null where it cannot be told.</param>
/// <param name="Size">The size of the program's file, in bytes.</param>
internal sealed record ProcessFigures(TimeSpan Median, long? PeakMemory, long Size);
