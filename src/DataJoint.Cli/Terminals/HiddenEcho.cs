using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DataJoint.Cli.Terminals;

/// <summary>Until it is disposed, the terminal of standard input does not show what is typed. Whoever leaves in between, with Ctrl-Z too, finds it as it was.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class HiddenEcho : IDisposable
{
    private const int SettingsSize = 256; // struct termios has 44 to 72 bytes, struct sigaction 16 to 152
    private const int AfterOutput = 1; // TCSADRAIN
    private const byte Echo = 8; // ECHO

    private readonly Lock _lock = new();
    private readonly byte[] _shown = new byte[SettingsSize];
    private readonly byte[] _hidden;
    private readonly PosixSignalRegistration[] _signals;
    private bool _isOver;

    /// <summary>Hides.</summary>
    /// <exception cref="IOException">The terminal cannot hide it.</exception>
    public HiddenEcho()
    {
        if (GetSettings(DescriptorInput.StandardInput, _shown) != 0)
        {
            throw new IOException("the terminal's settings cannot be read");
        }

        _hidden = [.. _shown];
        _hidden[Modes] &= unchecked((byte)~Echo);
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => Show()),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => Show()),
            PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Pause),
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, Resume),
        ];
        Hide();
    }

    // c_lflag follows c_iflag, c_oflag and c_cflag: of four bytes each on Linux, of eight on macOS; low byte first on every system that djc is made for.
    private static int Modes => OperatingSystem.IsMacOS() ? 24 : 12;

    private static int StopSignal => OperatingSystem.IsMacOS() ? 18 : 20; // SIGTSTP

    public void Dispose()
    {
        Array.ForEach(_signals, s => s.Dispose());
        Show();
    }

    /// <summary>Unless it is over: a signal may be handled late.</summary>
    private void Hide()
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                Apply(_hidden);
            }
        }
    }

    private void Show()
    {
        lock (_lock)
        {
            _isOver = true;
            Apply(_shown);
        }
    }

    /// <summary>Stops as every program does, which one that listens for the signal would not; comes back when it goes on.</summary>
    private void Pause(PosixSignalContext signal)
    {
        signal.Cancel = true;
        lock (_lock)
        {
            Apply(_shown);
            byte[] listening = new byte[SettingsSize];
            _ = SetAction(StopSignal, new byte[SettingsSize], listening); // all zero: what the system does by itself
            _ = Raise(StopSignal);
            _ = SetAction(StopSignal, listening, new byte[SettingsSize]);
        }

        Hide();
    }

    /// <summary>Cancelled, since the runtime would then show again what it found when the process began.</summary>
    private void Resume(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Hide();
    }

    private static void Apply(byte[] settings) => _ = SetSettings(DescriptorInput.StandardInput, AfterOutput, settings);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetSettings(int descriptor, [In, Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetSettings(int descriptor, int when, [In] byte[] settings);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAction(int signal, [In] byte[] action, [In, Out] byte[] former);

    [LibraryImport("libc", EntryPoint = "raise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Raise(int signal);
}
