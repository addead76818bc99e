using System.Diagnostics;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Sources;
using DataJoint.Fuzz;

var options = FuzzOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine("DataJoint.Fuzz [--seconds N] [--seed S] [--target NAME] [--corpus DIR] [--save] | --load FILE");
    return 2;
}

if (options.Load is string file)
{
    DiagnosticBag diagnostics = new();
    _ = JsonFile.Read(new(Path.GetFullPath(file), file, SettingLayer.Project), diagnostics, out _);
    Console.WriteLine($"{diagnostics.Count} diagnostics, {GC.GetTotalAllocatedBytes():N0} bytes allocated in all");
    return 0;
}

FuzzTarget[] targets = [.. FuzzTarget.All.Where(t => options.Target is null || t.Name == options.Target)];
Mutator mutator = new(options.Seed);
Dictionary<FuzzTarget, Corpus> corpora = targets.ToDictionary(t => t, t => new Corpus(options.Corpus, t));
var time = Stopwatch.StartNew();
long runs = 0;
int failures = 0;
while (time.Elapsed.TotalSeconds < options.Seconds && failures < 20)
{
    FuzzTarget target = targets[runs++ % targets.Length];
    byte[] bytes = mutator.Mutate(corpora[target].Pick(mutator), corpora[target].Pick(mutator));
    TimeSpan start = time.Elapsed;
    try
    {
        string kind = target.Run(bytes);
        corpora[target].Offer(bytes, kind, options.Save);
        FuzzFailure.Unless(time.Elapsed - start < TimeSpan.FromSeconds(10), "it takes longer than ten seconds");
    }
#pragma warning disable CA1031 // every exception is a finding
    catch (Exception error)
#pragma warning restore CA1031
    {
        failures++;
        string saved = Path.Combine(options.Corpus, target.Name, $"failure-{options.Seed}-{runs}");
        File.WriteAllBytes(saved, bytes);
        Console.WriteLine($"{saved}: {error}");
    }
}

Console.WriteLine($"{runs:N0} runs, {failures} failures, corpus {string.Join(", ", corpora.Select(c => $"{c.Key.Name} {c.Value.Count}"))}");
return failures == 0 ? 0 : 1;
