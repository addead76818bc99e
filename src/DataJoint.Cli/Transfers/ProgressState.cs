namespace DataJoint.Cli.Transfers;

/// <summary>How far a transfer is.</summary>
/// <param name="Label">What is moved.</param>
/// <param name="Done">Bytes that are through.</param>
/// <param name="Total">All bytes, or null when unknown.</param>
/// <param name="Rate">Bytes a second, or null when it is too early to say.</param>
internal sealed record ProgressState(string Label, long Done, long? Total, double? Rate)
{
    /// <summary>The part that is through, from 0 to 1.</summary>
    public double? Fraction => Total is long total ? total == 0 ? 1 : Math.Clamp((double)Done / total, 0, 1) : null;
}
