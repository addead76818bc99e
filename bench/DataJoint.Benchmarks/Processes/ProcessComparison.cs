using System.Runtime.Versioning;

namespace DataJoint.Benchmarks;

/// <summary>
/// <c>djc config get database.host</c> in the production example against a program that only says hello, run in turns so
/// that a busy machine troubles both alike.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class ProcessComparison
{
    private const int MemoryRuns = 50;
    private static readonly string[] Nothing = [];
    private static readonly string[] Get = ["config", "get", "database.host"];

    public static (ProcessFigures Hello, ProcessFigures Djc) Run(string hello, string djc, int runs)
    {
        using ProjectFolder project = ProductionExample.Create();
        Environment.CurrentDirectory = project.Root;
        try
        {
            (List<double> helloTimes, List<double> djcTimes) = Times(hello, djc, runs);
            return (Figures(hello, Nothing, helloTimes), Figures(djc, Get, djcTimes));
        }
        finally
        {
            Environment.CurrentDirectory = AppContext.BaseDirectory;
        }
    }

    private static (List<double> Hello, List<double> Djc) Times(string hello, string djc, int runs)
    {
        var times = (Hello: new List<double>(runs), Djc: new List<double>(runs));
        SpawnedProcess.Time(hello, Nothing); // the first run of each reads the program from the disk
        SpawnedProcess.Time(djc, Get);
        for (int i = 0; i < runs; i++)
        {
            times.Hello.Add(SpawnedProcess.Time(hello, Nothing).TotalMilliseconds);
            times.Djc.Add(SpawnedProcess.Time(djc, Get).TotalMilliseconds);
        }

        return times;
    }

    private static ProcessFigures Figures(string program, string[] arguments, List<double> times)
    {
        IEnumerable<long?> peaks = Enumerable.Range(0, MemoryRuns).Select(_ => SpawnedProcess.PeakMemory(program, arguments));
        return new ProcessFigures(TimeSpan.FromMilliseconds(Median.Of(times)), peaks.Max(), new FileInfo(program).Length);
    }
}
