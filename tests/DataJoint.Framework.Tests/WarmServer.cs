using System.Collections.Concurrent;
using DataJoint.Connections;

namespace DataJoint.Framework.Tests;

/// <summary>A real server to which this program has connected once: Mono compiles driver and TLS on first use, which can take longer than an opening may.</summary>
internal static class WarmServer
{
    private const int MaxAttempts = 6;

    private static readonly ConcurrentDictionary<string, Lazy<RealServer>> Known = new();

    public static RealServer Of(string product, string backend) => Known.GetOrAdd(product, name => new Lazy<RealServer>(() => Warm(RealServer.Of(name), backend))).Value;

    private static RealServer Warm(RealServer server, string backend)
    {
        for (int attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            try
            {
                using Rig rig = new(server, backend, "\"reconnect\": true");
                rig.Load().Connect().Dispose();
                break;
            }
            catch (ConnectionException)
            {
                // The tests that follow say what is wrong, if it still is.
            }
        }

        return server;
    }
}
