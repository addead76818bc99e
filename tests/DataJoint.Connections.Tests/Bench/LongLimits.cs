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

    private static readonly int UsualAbandoned = CancellableOpen.MaxAbandoned;

    /// <summary>
    /// For tests in which no server has a word to say and nothing runs beside them: the openings that others have left behind, which may hang for as long as these
    /// limits, do not count, since a further one would need the pool of threads.
    /// </summary>
    public static void AskBriefly()
    {
        (ServerProbe.ConnectTimeout, ServerProbe.AnswerTimeout) = UsualProbe;
        CancellableOpen.MaxAbandoned = 1000;
    }

    [ModuleInitializer]
    public static void Set()
    {
        RuntimeHelpers.RunClassConstructor(typeof(LongLimits).TypeHandle);
        DatabaseDriver.ConnectTimeout = 300;
        DatabaseDriver.PingTimeout = 60;
        SessionContext.PasswordTime = TimeSpan.FromHours(1);
        CancellableOpen.MaxAbandoned = UsualAbandoned;
        ServerProbe.ConnectTimeout = ServerProbe.AnswerTimeout = TlsOffer.Timeout = TimeSpan.FromMinutes(2);
    }
}
