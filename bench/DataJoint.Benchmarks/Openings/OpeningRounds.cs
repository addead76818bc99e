using System.Runtime.Versioning;
using DataJoint.Servers;

namespace DataJoint.Benchmarks;

/// <summary>Starts the servers, and runs every comparison round after round.</summary>
[SupportedOSPlatform("linux")]
internal sealed class OpeningRounds(bool quick)
{
    private static readonly Func<DatabaseOptions, Task<DatabaseServer>>[] Servers =
    [
        async options => await MariaDbServer.StartAsync(options),
        async options => await MySqlServer.StartAsync(options),
        async options => await PostgreSqlServer.StartAsync(options),
    ];

    private readonly List<string> _missing = [];

    private readonly List<Verdict> _silences = [];

    /// <summary>How long a server that falls silent was waited for.</summary>
    public IReadOnlyList<Verdict> Silences => _silences;

    /// <summary>Why servers could not be had.</summary>
    public IReadOnlyList<string> Missing => _missing;

    private int Rounds => quick ? 8 : 30;

    /// <summary>All comparisons, measured.</summary>
    /// <param name="log">Says which servers these are.</param>
    public async Task<IReadOnlyList<OpeningComparison>> RunAsync(TextWriter log)
    {
        using OneProcessor one = new();
        List<OpeningComparison> all = [];
        foreach (Func<DatabaseOptions, Task<DatabaseServer>> start in Servers)
        {
            try
            {
                await using DatabaseServer server = await start(new DatabaseOptions { Certificate = Certificates.Shared.Valid });
                await log.WriteLineAsync($"opening {server}");
                _silences.Add(await new SilentServer(server).RunAsync(log));
                foreach (OpeningTls tls in Enum.GetValues<OpeningTls>())
                {
                    all.AddRange(await RunAsync(server, tls));
                }
            }
            catch (UnavailableException missing)
            {
                _missing.Add(missing.Reason);
            }
        }

        return all;
    }

    private async Task<List<OpeningComparison>> RunAsync(DatabaseServer server, OpeningTls tls)
    {
        List<OpeningComparison> all = [.. new OpeningComparisons(server.Product, tls, new OpeningTarget(server, tls)).Make()];
        foreach (OpeningComparison comparison in all)
        {
            await comparison.WarmUpAsync();
        }

        await RepeatAsync(all);

        // The machine may have been busy. More rounds say so, or say that it was not; all of them count.
        await RepeatAsync(all.Where(comparison => !comparison.IsKept).ToList());
        return all;
    }

    private async Task RepeatAsync(List<OpeningComparison> comparisons)
    {
        for (int round = 0; round < Rounds; round++)
        {
            foreach (OpeningComparison comparison in comparisons)
            {
                await comparison.RunAsync(round);
            }
        }
    }
}
