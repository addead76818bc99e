using System.Diagnostics;
using System.Runtime.Versioning;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Running;

/// <summary>Runs a program, and ends and starts it again when there is a replacement. It stays in the process group of djc, so a terminal treats both as one job.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixSupervisor
{
    private const int KillSignal = 9;
    private const int TerminateSignal = 15;

    private static readonly int HaltSignal = OperatingSystem.IsLinux() ? 19 : 17; // SIGSTOP
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ForwardedSignals _signals;
    private readonly Replacements _replacements;
    private readonly TimeSpan _grace;
    private readonly List<int> _folderWatches = [];

    /// <summary>Prepares.</summary>
    /// <param name="signals">Brings signals to the program.</param>
    /// <param name="replacements">What takes its place.</param>
    /// <param name="grace">How long it has to end after SIGTERM before it is killed.</param>
    public UnixSupervisor(ForwardedSignals signals, Replacements replacements, TimeSpan grace)
    {
        _signals = signals;
        _replacements = replacements;
        _grace = grace;
    }

    /// <summary>Until the program ends by itself, or because somebody else ended it.</summary>
    /// <returns>The status of the last one.</returns>
    /// <exception cref="CommandException">It cannot be run.</exception>
    public int Run(ChildCommand command)
    {
        while (true)
        {
            using var child = UnixChild.Start(command, _signals);
            Task<int> end = child.WaitAsync();
            ChildCommand? next = null;
            while (next is null && Task.WaitAny(end, _replacements.Arrival) == 1)
            {
                next = _replacements.Take();
            }

            if (next is null || !Stop(child, end))
            {
                int status = end.GetAwaiter().GetResult();
                child.WaitForOutput();
                return status;
            }

            ForgetFolderWatches(child.FolderWatch);
            command = next;
        }
    }

    /// <summary>SIGTERM, and SIGKILL when the time is over, first for the program, then for what it leaves behind.</summary>
    /// <returns>False when it was ending anyway: then djc ends with it.</returns>
    private bool Stop(UnixChild child, Task<int> end)
    {
        if (!_signals.TryReplace())
        {
            return false;
        }

        long begin = Stopwatch.GetTimestamp();
        ProcessTree rest = new(child.Process);
        rest.Refresh();
        _signals.Send(TerminateSignal);
        while (!end.Wait(Pause) && Stopwatch.GetElapsedTime(begin) < _grace)
        {
            rest.Refresh();
        }

        if (end.IsCompleted)
        {
            rest.Signal(TerminateSignal);
            while (rest.IsRunning && Stopwatch.GetElapsedTime(begin) < _grace)
            {
                Thread.Sleep(Pause);
                rest.Refresh();
            }
        }

        // Halted first, so that it starts nothing while what it has started is looked for.
        _signals.Send(HaltSignal);
        rest.Refresh();
        _signals.Send(KillSignal);
        rest.Signal(KillSignal);
        end.Wait();
        return !_signals.IsAskedToEnd;
    }

    /// <summary>A child that has ended and is not waited for would stay in the table of processes.</summary>
    private void ForgetFolderWatches(int? another)
    {
        if (another is int process)
        {
            _folderWatches.Add(process);
        }

        _folderWatches.RemoveAll(UnixChild.TryForget);
    }
}
