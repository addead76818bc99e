namespace DataJoint.Benchmarks;

/// <summary>What <c>djc run</c> costs.</summary>
/// <param name="Rate">Megabytes in a second through <c>--mask</c>, the start of both programs included.</param>
/// <param name="OverPlainCopy">Its time over that of the same bytes through a pipe.</param>
/// <param name="AddedStart">Milliseconds beyond a start of djc that loads the same settings, and the start of the program.</param>
internal sealed record MaskFigures(double Rate, double OverPlainCopy, double AddedStart);
