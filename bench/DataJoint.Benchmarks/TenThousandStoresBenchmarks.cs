using BenchmarkDotNet.Attributes;

namespace DataJoint.Benchmarks;

/// <summary>Resolving a project with ten thousand stores; apart from the others because the peer needs seconds for it.</summary>
public class TenThousandStoresBenchmarks
{
    public const string PeerCategory = "Slow peer";

    private ProjectFolder _project = null!;

    [GlobalSetup]
    public void Create() => _project = ManyStores.Create(10_000);

    [GlobalCleanup]
    public void Delete() => _project.Dispose();

    [Benchmark(Baseline = true)]
    public long Floor() => SystemWork.Do(_project);

    [Benchmark]
    public object Ours() => _project.Load();

    [Benchmark]
    [BenchmarkCategory(PeerCategory)]
    public object MicrosoftBuildAndBind() => MicrosoftConfiguration.BuildAndBind(_project);
}
