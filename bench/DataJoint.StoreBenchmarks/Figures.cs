namespace DataJoint.StoreBenchmarks;

/// <summary>What a run took: time, processor time, the most memory that was ever resident, and when the first of many results was there.</summary>
internal sealed record Figures(double Seconds, double Processor, double Mebibytes, double First)
{
    public static Figures None { get; } = new(double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);

    public Figures Better(Figures other) => other.Seconds < Seconds ? other : this;
}
