using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace DataJoint.Benchmarks;

/// <summary>Runs the BenchmarkDotNet classes round after round and shows the last round's tables.</summary>
internal sealed class BenchmarkRounds(bool quick, string artifacts)
{
    private static readonly Type[] Classes = [typeof(ResolveBenchmarks), typeof(ReadBenchmarks), typeof(StoresBenchmarks)];

    public Figures Run()
    {
        var figures = new Figures();
        int rounds = quick ? 1 : 5;
        using var log = new StreamLogger(Path.Combine(artifacts, "benchmarks.log"));
        for (int round = 1; round <= rounds; round++)
        {
            foreach (Type type in Classes)
            {
                Run(type, type == typeof(StoresBenchmarks) ? Long(log) : Short(log), figures, show: round == rounds);
            }
        }

        Run(typeof(TenThousandStoresBenchmarks), Slow(log), figures, show: true);
        return figures;
    }

    private static void Run(Type type, IConfig config, Figures figures, bool show)
    {
        Summary summary = BenchmarkRunner.Run(type, config);
        figures.Add(summary);
        if (show)
        {
            Console.WriteLine();
            Console.WriteLine(type.Name);
            MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
        }
    }

    /// <summary>
    /// Two seconds for the runtime to compile both sides as well as it can, then many short iterations: on a busy machine
    /// some of them are left in peace.
    /// </summary>
    private ManualConfig Short(ILogger log) => Config(log, Job.Default
        .WithWarmupCount(200)
        .WithGcForce(false)
        .WithIterationCount(quick ? 60 : 100)
        .WithIterationTime(TimeInterval.FromMilliseconds(10)));

    private ManualConfig Long(ILogger log) => Config(log, Job.Default
        .WithWarmupCount(quick ? 4 : 8)
        .WithIterationCount(quick ? 12 : 20)
        .WithIterationTime(TimeInterval.FromMilliseconds(20)));

    private ManualConfig Slow(ILogger log)
    {
        ManualConfig config = Config(log, Job.Default
            .WithStrategy(RunStrategy.Monitoring)
            .WithWarmupCount(1)
            .WithIterationCount(quick ? 3 : 5)
            .WithInvocationCount(1)
            .WithUnrollFactor(1));
        return quick
            ? config.AddFilter(new SimpleFilter(benchmark => !benchmark.Descriptor.HasCategory(TenThousandStoresBenchmarks.PeerCategory)))
            : config;
    }

    private ManualConfig Config(ILogger log, Job job) => ManualConfig.CreateEmpty()
        .AddJob(job.WithToolchain(InProcessEmitToolchain.DontLogOutput))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(StatisticColumn.Min, StatisticColumn.Median)
        .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Statistics, DefaultColumnProviders.Metrics)
        .AddExporter(MarkdownExporter.GitHub)
        .AddLogger(log)
        .WithArtifactsPath(artifacts)
        .WithOptions(ConfigOptions.DisableLogFile);
}
