using DataJoint.Benchmarks;
using DataJoint.StoreBenchmarks;

// A scenario runs in a process of its own, so that its time, processor time and memory are its own too.
if (args is ["scenario", var name, var root, var endpoint])
{
    return await Scenarios.RunAsync(name, root, new Uri(endpoint));
}

if (args is not [var place, var djc, ..])
{
    Console.Error.WriteLine("usage: DataJoint.StoreBenchmarks FOLDER DJC [--quick]");
    return 2;
}

int rounds = args.Contains("--quick") ? 1 : 5;
using var server = new StandInServer();
using var folder = new BenchmarkFolder(Path.GetFullPath(place));
folder.Prepare(server.Endpoint);
Environment.SetEnvironmentVariable("DJ_STORES_BENCH_ACCESS_KEY", Scenarios.Key);
Environment.SetEnvironmentVariable("DJ_STORES_BENCH_SECRET_KEY", Scenarios.SecretKey);
var comparison = new Comparison(server, folder, rounds);
await comparison.RunAsync();
var flatness = new Flatness(server, folder, Path.GetFullPath(djc));
await flatness.RunAsync();
List<Verdict> verdicts = [.. comparison.Verdicts, .. flatness.Verdicts, await new FileStoreComparison(folder, Path.GetFullPath(djc), rounds).RunAsync()];
VerdictTable.Write(Console.Out, verdicts);
return verdicts.TrueForAll(verdict => verdict.Met) ? 0 : 1;
