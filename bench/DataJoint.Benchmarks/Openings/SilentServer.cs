using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Servers;

namespace DataJoint.Benchmarks;

/// <summary>How long openings wait for a server that falls silent: at every stage, by every way of opening, all at the same time.</summary>
internal sealed class SilentServer(DatabaseServer server)
{
    /// <summary>What the connection guide promises.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly bool _isPostgreSql = server is PostgreSqlServer;

    /// <summary>Measures.</summary>
    /// <param name="log">Takes the table.</param>
    /// <returns>The longest that an opening took beyond the limit.</returns>
    public async Task<Verdict> RunAsync(TextWriter log)
    {
        Opening[] all =
        [
            .. from stage in (string[])["greeting", "request", "hello", "certificate", "login", "init"]
               from isEncrypted in (bool[])[false, true]
               where isEncrypted || stage is "greeting" or "login" or "init"
               from way in (string[])["one", "one, async", "pool", "pool, async"]
               select new Opening(stage, way, isEncrypted, MeasureAsync(stage, way, isEncrypted)),
        ];
        foreach (IGrouping<(string Stage, bool IsEncrypted), Opening> stage in all.GroupBy(each => (each.Stage, each.IsEncrypted)))
        {
            TimeSpan[] waited = await Task.WhenAll(stage.Select(each => each.Waited));
            string ways = string.Join("  ", stage.Zip(waited, (each, took) => string.Create(CultureInfo.InvariantCulture, $"{each.Way} {took.TotalSeconds:0.0} s")));
            await log.WriteLineAsync($"  silent at {stage.Key.Stage,-11} {(stage.Key.IsEncrypted ? "TLS " : "    ")}{ways}");
        }

        double longest = all.Max(each => each.Waited.Result.TotalSeconds) - Limit.TotalSeconds;
        return Verdict.AtMost($"{server.Product}: openings at a silent server, longest beyond the limit", longest, 1, " s");
    }

    private Task<TimeSpan> MeasureAsync(string stage, string way, bool isEncrypted) =>
        Task.Factory.StartNew(() => Measure(stage, way, isEncrypted), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private async Task<TimeSpan> Measure(string stage, string way, bool isEncrypted)
    {
        await using var proxy = FaultProxy.Start(server);
        proxy.ForNew(FaultAt(stage, isEncrypted));
        DataJointConfig config = Load(proxy, stage, isEncrypted);
        long began = Stopwatch.GetTimestamp();
        try
        {
            await OpenAsync(config, way);
            throw new InvalidOperationException($"A server that is silent at {stage} was opened.");
        }
        catch (ConnectionException)
        {
            return Stopwatch.GetElapsedTime(began);
        }
        finally
        {
            proxy.ForAll(Fault.Cut);
        }
    }

    private static async Task OpenAsync(DataJointConfig config, string way)
    {
        switch (way)
        {
            case "one":
                config.Connect().Dispose();
                break;
            case "one, async":
                await (await config.ConnectAsync()).DisposeAsync();
                break;
            case "pool":
                using (DbDataSource source = config.CreateDataSource())
                {
                    source.OpenConnection().Dispose();
                }

                break;
            default:
                await using (DbDataSource source = config.CreateDataSource())
                {
                    await (await source.OpenConnectionAsync()).DisposeAsync();
                }

                break;
        }
    }

    private DataJointConfig Load(FaultProxy proxy, string stage, bool isEncrypted) => DataJointConfig.Load(new ConfigurationOptions
    {
        StartDirectory = AppContext.BaseDirectory,
        Settings =
        [
            new("database.backend", _isPostgreSql ? "postgresql" : "mysql"),
            new("database.host", proxy.Host),
            new("database.port", proxy.Port),
            new("database.user", server.User),
            new("database.password", server.Password),
            new("database.use_tls", isEncrypted),
            .. stage == "init" ? new KeyValuePair<string, object?>[] { new("connection.init_function", Sleep) } : [],
        ],
    });

    private string Sleep => _isPostgreSql ? "SELECT pg_sleep(600)::text" : "SELECT 1 FROM information_schema.schemata WHERE SLEEP(600) = 0";

    private Fault FaultAt(string stage, bool isEncrypted)
    {
        int request = _isPostgreSql ? 8 : 36; // that asks for TLS
        return stage switch
        {
            "greeting" => Fault.BlackHole,
            "request" => Fault.BlackHole.AfterBytes(Side.Client, request),
            "hello" => Fault.BlackHole.AfterBytes(Side.Client, request + 50),
            "certificate" => Fault.BlackHole.AfterBytes(Side.Server, 700),
            "login" => Fault.BlackHole.AfterBytes(Side.Client, isEncrypted ? request + 500 : 20),
            _ => Fault.None,
        };
    }

    private sealed record Opening(string Stage, string Way, bool IsEncrypted, Task<TimeSpan> Waited);
}
