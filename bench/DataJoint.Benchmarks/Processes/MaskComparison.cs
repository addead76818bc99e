using System.Runtime.Versioning;
using System.Text;

namespace DataJoint.Benchmarks;

/// <summary>
/// A log through <c>djc run --mask</c> against the same log through a pipe and <c>cat</c>, and the start of <c>djc run</c> against that of the commands in it. In turns, so that a
/// busy machine troubles all alike.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class MaskComparison : IDisposable
{
    private const int Megabytes = 512;
    private const int StartRuns = 20;
    private const string Password = "example-password-1";

    private static readonly string[] Get = ["config", "get", "database.host"];

    private readonly string _djc;
    private readonly ProjectFolder _project = ProductionExample.Create();
    private readonly string _log;

    private MaskComparison(string djc)
    {
        _djc = djc;
        _log = Path.Combine(_project.Root, "log");
        Environment.CurrentDirectory = _project.Root;
        WriteLog();
    }

    /// <summary>Measures.</summary>
    /// <param name="djc">The djc program.</param>
    /// <param name="runs">How often.</param>
    public static MaskFigures Run(string djc, int runs)
    {
        using MaskComparison comparison = new(djc);
        return comparison.Measure(runs);
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = AppContext.BaseDirectory;
        _project.Dispose();
    }

    private MaskFigures Measure(int runs)
    {
        List<double> masked = [];
        List<double> plain = [];
        for (int i = 0; i < runs; i++)
        {
            plain.Add(SpawnedProcess.Time("/bin/sh", "-c", $"cat '{_log}' | cat").TotalSeconds);
            masked.Add(SpawnedProcess.Time(_djc, "run", "--mask", "--set", "database.password=" + Password, "--", "/bin/cat", _log).TotalSeconds);
        }

        List<double> added = [];
        for (int i = 0; i < runs * StartRuns; i++)
        {
            double parts = (SpawnedProcess.Time(_djc, Get) + SpawnedProcess.Time("/bin/true")).TotalMilliseconds;
            added.Add(SpawnedProcess.Time(_djc, "run", "--", "/bin/true").TotalMilliseconds - parts);
        }

        return new MaskFigures(Megabytes / masked.Min(), masked.Min() / plain.Min(), Median.Of(added));
    }

    /// <summary>Lines as programs write them, a secret in every thousandth.</summary>
    private void WriteLog()
    {
        Random random = new(1);
        StringBuilder block = new();
        for (int line = 0; block.Length < 1024 * 1024; line++)
        {
            block.Append("2026-11-29T12:00:00Z INFO session ").Append(random.Next()).Append(" populated ").Append(random.NextDouble())
                .Append(line % 1000 == 0 ? " with " + Password : " rows in lab_ephys.recording").Append('\n');
        }

        byte[] bytes = Encoding.ASCII.GetBytes(block.ToString(0, 1024 * 1024));
        using FileStream log = File.Create(_log);
        for (int i = 0; i < Megabytes; i++)
        {
            log.Write(bytes);
        }
    }
}
