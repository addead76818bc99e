using System.Diagnostics;

namespace DataJoint.Servers;

/// <summary>Signals for processes that tests have started.</summary>
public static class Signals
{
    /// <summary>What Ctrl-C sends.</summary>
    public static void Interrupt(Process process) => Send(process, ProcessSignal.Interrupt);

    /// <summary>What <c>kill</c> sends.</summary>
    public static void Terminate(Process process) => Send(process, ProcessSignal.Terminate);

    private static void Send(Process process, ProcessSignal signal)
    {
        if (!process.HasExited)
        {
            _ = ServerProcess.Kill(process.Id, (int)signal);
        }
    }
}
