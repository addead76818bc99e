namespace DataJoint.StoreBenchmarks;

/// <summary>What a run took: time, processor time, and the most memory that was ever resident.</summary>
internal sealed record Figures(double Seconds, double Processor, double Mebibytes)
{
    public static Figures None { get; } = new(double.MaxValue, double.MaxValue, double.MaxValue);

    public Figures Better(Figures other) => other.Seconds < Seconds ? other : this;
}
