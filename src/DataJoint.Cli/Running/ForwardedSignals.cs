using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Cli.Running;

/// <summary>While the child runs, signals to this process go to it, and this process waits for what it makes of them; afterwards they end this process.</summary>
internal sealed unsafe partial class ForwardedSignals : IDisposable
{
    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Terminate = 15;
    private const int WindowChange = 28;
    private const int MaxStructure = 256;
    private const nint Ignored = 1;

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly List<int> _early = [];
    private readonly Lock _lock = new();
    private readonly Action<int> _end;
    private int _process;
    private bool _hasEnded;
    private bool _isReplacing;
    private bool _isAskedToEnd;

    /// <summary>Begins to listen; signals that whoever started djc ignores stay ignored, as <c>nohup</c> wants it.</summary>
    /// <param name="end">Ends this process as a signal does.</param>
    public ForwardedSignals(Action<int> end)
    {
        _end = end;
        int user = OperatingSystem.IsMacOS() ? 30 : 10; // SIGUSR1
        int other = OperatingSystem.IsMacOS() ? 31 : 12; // SIGUSR2
        (PosixSignal Name, int Number)[] all =
        [
            (PosixSignal.SIGHUP, HangUp), (PosixSignal.SIGINT, Interrupt), (PosixSignal.SIGQUIT, Quit), (PosixSignal.SIGTERM, Terminate),
            ((PosixSignal)user, user), ((PosixSignal)other, other), ((PosixSignal)WindowChange, WindowChange),
        ];
        foreach ((PosixSignal name, int number) in all)
        {
            if (!IsIgnored(number))
            {
                _registrations.Add(PosixSignalRegistration.Create(name, context =>
                {
                    context.Cancel = true;
                    Forward(number);
                }));
            }
        }
    }

    /// <summary>Whether somebody wants the program to end for good: by SIGTERM, SIGINT, a key of the terminal, or SIGHUP while it was being ended to start it again.</summary>
    public bool IsAskedToEnd
    {
        get
        {
            lock (_lock)
            {
                return _isAskedToEnd;
            }
        }
    }

    /// <summary>Whether whoever started djc ignores a signal.</summary>
    public static bool IsIgnored(int signal)
    {
        byte* action = stackalloc byte[MaxStructure];
        return SigAction(signal, null, action) == 0 && *(nint*)action == Ignored; // the handler is the first member
    }

    /// <summary>Names the child. What came before goes to it now.</summary>
    public void To(int process)
    {
        lock (_lock)
        {
            _process = process;
            _hasEnded = false;
            _isReplacing = false;
            _early.ForEach(signal => _ = Kill(process, signal));
            _early.Clear();
        }
    }

    /// <summary>From now on the child ends because another one takes its place.</summary>
    /// <returns>False when it has ended by itself, or somebody has asked it to.</returns>
    public bool TryReplace()
    {
        lock (_lock)
        {
            return _isReplacing = !_hasEnded && !_isAskedToEnd;
        }
    }

    /// <summary>Sends a signal to the child, if it has not ended.</summary>
    public void Send(int signal)
    {
        lock (_lock)
        {
            if (!_hasEnded)
            {
                _ = Kill(_process, signal);
            }
        }
    }

    /// <summary>The child has ended, and its number may soon be another program's.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _hasEnded = true;
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Forward(int signal)
    {
        bool hasChildToo = signal is Interrupt or Quit or WindowChange && IsInForeground(); // The terminal sends these to it.
        lock (_lock)
        {
            _isAskedToEnd |= signal is Terminate or Interrupt || (signal == Quit && (hasChildToo || _isReplacing)) || (signal == HangUp && _isReplacing);
            if (_hasEnded && !_isReplacing)
            {
                End(signal);
            }
            else if (_process == 0 || _hasEnded)
            {
                _early.Add(signal);
            }
            else if (!hasChildToo)
            {
                _ = Kill(_process, signal);
            }
        }
    }

    /// <summary>Ends this process, unless the signal ends nobody.</summary>
    private void End(int signal)
    {
        if (signal != WindowChange)
        {
            _end(signal);
        }
    }

    private static bool IsInForeground()
    {
        try
        {
            using SafeFileHandle terminal = File.OpenHandle("/dev/tty");
            return ForegroundGroup((int)terminal.DangerousGetHandle()) == OwnGroup();
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SigAction(int signal, byte* action, byte* former);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ForegroundGroup(int descriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OwnGroup();
}
