using DataJoint.Secrets.Tests;
using DataJoint.Servers;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace DataJoint.Secrets.Tests;

/// <summary>Ends the servers that tests share when the last test is over: at the end of the process there is little time for it.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await StartedServers.EndAsync();
}
