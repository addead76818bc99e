using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Cli.Running;

/// <summary>While it lives, signals to this process go to the child, and this process waits for what the child makes of them.</summary>
internal sealed unsafe partial class ForwardedSignals : IDisposable
{
    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Terminate = 15;
    private const int MaxStructure = 256;
    private const nint Ignored = 1;

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly List<int> _early = [];
    private readonly Lock _lock = new();
    private int _process;

    /// <summary>Begins to listen; signals that whoever started djc ignores stay ignored, as <c>nohup</c> wants it.</summary>
    public ForwardedSignals()
    {
        int user = OperatingSystem.IsMacOS() ? 30 : 10; // SIGUSR1
        int other = OperatingSystem.IsMacOS() ? 31 : 12; // SIGUSR2
        (PosixSignal Name, int Number)[] all =
        [
            (PosixSignal.SIGHUP, HangUp), (PosixSignal.SIGINT, Interrupt), (PosixSignal.SIGQUIT, Quit), (PosixSignal.SIGTERM, Terminate),
            ((PosixSignal)user, user), ((PosixSignal)other, other),
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

    /// <summary>Names the child. What came before goes to it now.</summary>
    public void To(int process)
    {
        lock (_lock)
        {
            _process = process;
            _early.ForEach(signal => _ = Kill(process, signal));
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Forward(int signal)
    {
        if (signal is Interrupt or Quit && IsInForeground())
        {
            return; // The terminal sends these to the child, too.
        }

        lock (_lock)
        {
            if (_process == 0)
            {
                _early.Add(signal);
            }
            else
            {
                _ = Kill(_process, signal);
            }
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

    private static bool IsIgnored(int signal)
    {
        byte* action = stackalloc byte[MaxStructure];
        return SigAction(signal, null, action) == 0 && *(nint*)action == Ignored; // the handler is the first member
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
