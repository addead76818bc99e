using DataJoint.Connections.Tests;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace DataJoint.Connections.Tests;

/// <summary>Ends the servers that tests share under a name when the last test is over: at the end of the process there is little time for so many.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(Backend.MariaDb.EndSharedAsync(), Backend.MySql.EndSharedAsync(), Backend.PostgreSql.EndSharedAsync());
}
