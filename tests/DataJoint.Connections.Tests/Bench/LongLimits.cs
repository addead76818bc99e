using System.Runtime.CompilerServices;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.PostgreSql;

namespace DataJoint.Connections.Tests;

/// <summary>Time enough for every limit that only a machine could reach that stands still. Tests of a limit set one of their own.</summary>
internal static class LongLimits
{
    /// <summary>What an opening has outside these tests.</summary>
    public static TimeSpan UsualConnectTimeout { get; } = TimeSpan.FromSeconds(DatabaseDriver.ConnectTimeout);

    /// <summary>What asking a server who it is has.</summary>
    private static readonly (TimeSpan Connect, TimeSpan Answer) UsualProbe = (ServerProbe.ConnectTimeout, ServerProbe.AnswerTimeout);

    /// <summary>For tests in which no server has a word to say, and nothing runs beside them.</summary>
    public static void AskBriefly() => (ServerProbe.ConnectTimeout, ServerProbe.AnswerTimeout) = UsualProbe;

    [ModuleInitializer]
    public static void Set()
    {
        RuntimeHelpers.RunClassConstructor(typeof(LongLimits).TypeHandle);
        DatabaseDriver.ConnectTimeout = 300;
        DatabaseDriver.PingTimeout = 60;
        SessionContext.PasswordTime = TimeSpan.FromHours(1);
        ServerProbe.ConnectTimeout = ServerProbe.AnswerTimeout = TlsOffer.Timeout = TimeSpan.FromMinutes(2);
    }
}
