using DataJoint.Benchmarks;

var options = BenchmarkOptions.Parse(args);
Directory.CreateDirectory(options.Artifacts);
ProductionExample.SetVariables();

if (!options.ProcessesOnly)
{
    new BenchmarkRounds(options.Quick, options.Artifacts).Run();
}

if (options is { Hello: { } hello, Djc: { } djc } && !OperatingSystem.IsWindows())
{
    var (ofHello, ofDjc) = ProcessComparison.Run(hello, djc, options.Quick ? 40 : 200);
    Console.WriteLine();
    VerdictTable.Write(Console.Out, "hello world", ofHello);
    VerdictTable.Write(Console.Out, "djc config get database.host", ofDjc);
}
