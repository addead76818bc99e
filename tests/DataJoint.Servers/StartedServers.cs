namespace DataJoint.Servers;

/// <summary>All servers that this process has started and that still run.</summary>
public static class StartedServers
{
    /// <summary>
    /// Ends them and deletes their data; for the end of the last test. Otherwise they end with the process, which then has little time: xUnit takes one
    /// for failed that is not gone ten seconds after its last test.
    /// </summary>
    public static Task EndAsync() => LocalServer.EndAllAsync();
}
