using System.Runtime.InteropServices;

namespace DataJoint.Servers;

/// <summary>What is to be done when this process ends in order or is told to end. When it is killed, the kernel ends the servers and the next process deletes the files.</summary>
internal static class ProcessEnd
{
    private static readonly List<Action> Actions = [];

    /// <summary>Kept from being collected, which would end them. Since .NET 10 these signals end a process without its exit event.</summary>
    private static readonly PosixSignalRegistration[] Signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => RunAll()),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => RunAll()),
    ];

    static ProcessEnd() => AppDomain.CurrentDomain.ProcessExit += (_, _) => RunAll();

    /// <summary>Adds an action, which runs once.</summary>
    public static void Add(Action action)
    {
        lock (Signals)
        {
            Actions.Add(action);
        }
    }

    private static void RunAll()
    {
        lock (Signals)
        {
            foreach (Action action in Actions)
            {
                try
                {
                    action();
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
                {
                    // What one could not remove, the next run removes; the others have their turn all the same, and the process ends.
                }
            }

            Actions.Clear();
        }
    }
}
