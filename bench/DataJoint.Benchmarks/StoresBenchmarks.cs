using BenchmarkDotNet.Attributes;

namespace DataJoint.Benchmarks;

/// <summary>Resolving a project with ten to a thousand stores.</summary>
public class StoresBenchmarks
{
    private ProjectFolder _project = null!;

    [Params(10, 100, 1000)]
    public int Stores { get; set; }

    [GlobalSetup]
    public void Create() => _project = ManyStores.Create(Stores);

    [GlobalCleanup]
    public void Delete() => _project.Dispose();

    [Benchmark(Baseline = true)]
    public long Floor() => SystemWork.Do(_project);

    [Benchmark]
    public object Ours() => _project.Load();

    [Benchmark]
    public object MicrosoftBuildAndBind() => MicrosoftConfiguration.BuildAndBind(_project);
}
