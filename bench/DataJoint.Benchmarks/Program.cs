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

VerdictTable.Write(Console.Out, verdicts);
return verdicts.TrueForAll(verdict => verdict.Met) ? 0 : 1;
