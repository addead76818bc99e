using DataJoint.Servers;
using DataJoint.Stores.Azure.Tests;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace DataJoint.Stores.Azure.Tests;

/// <summary>Ends the servers that tests share when the last test is over: at the end of the process there is little time for it.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await StartedServers.EndAsync();
}
