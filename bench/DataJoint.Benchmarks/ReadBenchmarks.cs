using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;

namespace DataJoint.Benchmarks;

/// <summary>Reading one setting that is already resolved.</summary>
public class ReadBenchmarks
{
    private readonly BoundSettings _bound = new();
    private ProjectFolder _project = null!;
    private IConfigurationRoot _microsoft = null!;
    private string _field = "db.example.com";

    [GlobalSetup]
    public void Create()
    {
        _project = ProductionExample.Create();
        _microsoft = MicrosoftConfiguration.Build(_project);
        _field = _microsoft["database:host"]!;
        _bound.Database.Host = _field;
    }

    [GlobalCleanup]
    public void Delete() => _project.Dispose();

    [Benchmark(Baseline = true)]
    public string Field() => _field;

    [Benchmark]
    public string? MicrosoftIndexer() => _microsoft["database:host"];
}
