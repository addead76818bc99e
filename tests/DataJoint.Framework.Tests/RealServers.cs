using DataJoint.Framework.Tests;

[assembly: AssemblyFixture(typeof(RealServers))]

namespace DataJoint.Framework.Tests;

/// <summary>Ends the servers when the last test is over.</summary>
public sealed class RealServers : IDisposable
{
    public void Dispose() => RealServer.EndAll();
}
