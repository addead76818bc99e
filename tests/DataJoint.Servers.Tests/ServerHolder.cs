namespace DataJoint.Servers.Tests;

/// <summary>What <see cref="ProcessEndTests"/> starts as another process and ends.</summary>
public sealed class ServerHolder
{
    /// <summary>Names the file into which the servers' processes are written when they run.</summary>
    internal const string Variable = "DATAJOINT_TEST_HOLDER";

    [Fact(Explicit = true)]
    public async Task Hold_servers()
    {
        string file = Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException($"{Variable} is not set");
        MariaDbServer maria = await MariaDbServer.StartAsync();
        PostgreSqlServer postgres = await PostgreSqlServer.StartAsync();
        Certificates.Shared.CaFile.ShouldNotBeEmpty();
        await File.WriteAllLinesAsync(file + ".part", [$"{maria.ProcessId}", $"{postgres.ProcessId}"]);
        File.Move(file + ".part", file);
        await Task.Delay(Timeout.Infinite);
    }
}
