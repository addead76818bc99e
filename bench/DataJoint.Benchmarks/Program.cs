using DataJoint.Benchmarks;

var options = BenchmarkOptions.Parse(args);
Directory.CreateDirectory(options.Artifacts);
ProductionExample.SetVariables();

var verdicts = new List<Verdict>();
if (options.Measures(BenchmarkOptions.Settings))
{
    Figures figures = new BenchmarkRounds(options.Quick, options.Artifacts).Run();
    verdicts.AddRange([.. Promises.Resolving(figures), .. Promises.Growing(figures), .. Promises.Reading(figures)]);
}

if (options.Measures(BenchmarkOptions.Connections) && OperatingSystem.IsLinux())
{
    var rounds = new OpeningRounds(options.Quick);
    IReadOnlyList<OpeningComparison> openings = await rounds.RunAsync(Console.Out);
    OpeningTable.Write(Console.Out, openings);
    verdicts.AddRange(Promises.Opening(openings));
    verdicts.AddRange(rounds.Silences);
    verdicts.AddRange(rounds.Missing.Select(reason => new Verdict(reason, "not measured", "measured", Met: false)));
}

if (options.Measures(BenchmarkOptions.Processes) && options is { Hello: { } hello, Djc: { } djc } && !OperatingSystem.IsWindows())
{
    (ProcessFigures ofHello, ProcessFigures ofDjc) = ProcessComparison.Run(hello, djc, options.Quick ? 40 : 200);
    Console.WriteLine();
    VerdictTable.Write(Console.Out, "hello world", ofHello);
    VerdictTable.Write(Console.Out, "djc config get database.host", ofDjc);
    verdicts.AddRange(Promises.Starting(ofHello, ofDjc));
    verdicts.AddRange(Promises.Running(MaskComparison.Run(djc, options.Quick ? 3 : 10)));
}

if (options.Measures(BenchmarkOptions.Leaks) && options.Djc is { } scanner && !OperatingSystem.IsWindows())
{
    string place = Path.Combine(options.Artifacts, "leaks");
    verdicts.AddRange(LeakComparison.Run(scanner, place, options.TreeSize, options.Quick ? 2 : 5));
    verdicts.AddRange(CorpusComparison.Run(scanner, Path.Combine(place, "corpus")));
}

if (options.Measures(BenchmarkOptions.Purges) && options.Djc is { } purger && !OperatingSystem.IsWindows())
{
    verdicts.AddRange(PurgeComparison.Run(purger, Path.Combine(options.Artifacts, "purge"), options.Quick));
}

VerdictTable.Write(Console.Out, verdicts);
return verdicts.TrueForAll(verdict => verdict.Met) ? 0 : 1;
