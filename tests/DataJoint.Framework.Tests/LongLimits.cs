using System.Runtime.CompilerServices;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.PostgreSql;

namespace DataJoint.Framework.Tests;

/// <summary>Time enough for every limit that only a machine could reach that stands still.</summary>
internal static class LongLimits
{
    [ModuleInitializer]
    public static void Set()
    {
        DatabaseDriver.ConnectTimeout = 300;
        DatabaseDriver.PingTimeout = 60;
        ServerProbe.ConnectTimeout = ServerProbe.AnswerTimeout = TlsOffer.Timeout = TimeSpan.FromMinutes(2);
    }
}
