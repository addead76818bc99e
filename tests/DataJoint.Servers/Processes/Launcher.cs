using System.Collections.Concurrent;
using System.Diagnostics;

namespace DataJoint.Servers;

/// <summary>
/// Starts every server from one thread that lives as long as the process: the kernel sends a server its death signal when the thread that started it
/// ends, and threads of the pool end at any time.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Work = [];

    static Launcher() => new Thread(Run) { IsBackground = true, Name = "server launcher" }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }

    private static void Run()
    {
        foreach (Action action in Work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
