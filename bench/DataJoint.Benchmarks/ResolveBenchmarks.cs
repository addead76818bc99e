using BenchmarkDotNet.Attributes;

namespace DataJoint.Benchmarks;

/// <summary>Resolving the production example of the documentation.</summary>
public class ResolveBenchmarks
{
    private ProjectFolder _project = null!;

    [GlobalSetup]
    public void Create() => _project = ProductionExample.Create();

    [GlobalCleanup]
    public void Delete() => _project.Dispose();

    [Benchmark(Baseline = true)]
    public long Floor() => SystemWork.Do(_project);

    [Benchmark]
    public object Ours() => _project.Load();

    [Benchmark]
    public object MicrosoftBuild() => MicrosoftConfiguration.Build(_project);

    [Benchmark]
    public object MicrosoftBuildAndBind() => MicrosoftConfiguration.BuildAndBind(_project);
}
