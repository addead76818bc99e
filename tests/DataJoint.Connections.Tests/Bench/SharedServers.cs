using DataJoint.Connections.Tests;
using DataJoint.Servers;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace DataJoint.Connections.Tests;

/// <summary>Ends the servers that tests share when the last test is over: at the end of the process there is little time for so many.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await StartedServers.EndAsync();
}
