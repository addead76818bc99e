using BenchmarkDotNet.Attributes;
using DataJoint.Configuration;
using Microsoft.Extensions.Configuration;

namespace DataJoint.Benchmarks;

/// <summary>Reading one setting that is already resolved.</summary>
public class ReadBenchmarks
{
    private ProjectFolder _project = null!;
    private DataJointConfig _ours = null!;
    private IConfigurationRoot _microsoft = null!;
    private string _field = "db.example.com";

    [GlobalSetup]
    public void Create()
    {
        _project = ProductionExample.Create();
        _microsoft = MicrosoftConfiguration.Build(_project);
        _ours = _project.Load();
        _field = _ours.Database.Host;
    }

    [GlobalCleanup]
    public void Delete() => _project.Dispose();

    [Benchmark(Baseline = true)]
    public string Field() => _field;

    [Benchmark]
    public string TypedProperty() => _ours.Database.Host;

    [Benchmark]
    public SettingValue Indexer() => _ours["database.host"];

    [Benchmark]
    public string? MicrosoftIndexer() => _microsoft["database:host"];
}
