using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace DataJoint.Cli.Terminals;

/// <summary>Lines from the terminal of standard input, edited as the terminal edits lines, so that nothing about it changes but the echo.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Keyboard
{
    private const int SettingsSize = 256; // struct termios has 44 to 72 bytes
    private const int AfterOutput = 1; // TCSADRAIN
    private const byte Echo = 8; // ECHO

    // c_lflag follows c_iflag, c_oflag and c_cflag: of four bytes each on Linux, of eight on macOS; low byte first on every system that djc is made for.
    private static int Modes => OperatingSystem.IsMacOS() ? 24 : 12;

    /// <summary>Reads a line; null when the input ends.</summary>
    public static string? ReadLine()
    {
        using DescriptorInput input = new(DescriptorInput.StandardInput);
        using MemoryStream line = new();
        byte[] block = new byte[Terminal.MaxLine + 1];
        while (true)
        {
            int read = input.Read(block, 0, block.Length);
            line.Write(block, 0, read);
            bool isWhole = read > 0 && block[read - 1] == '\n';
            if (read == 0 || isWhole)
            {
                return line.Length == 0 ? null : Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length - (isWhole ? 1 : 0));
            }
        }
    }

    /// <summary>Reads a line that the terminal does not show; null when the input ends.</summary>
    /// <param name="ask">Asks for it, once nothing that is typed is shown.</param>
    /// <param name="interruption">Ctrl-C.</param>
    /// <exception cref="OperationCanceledException">Ctrl-C instead of a line.</exception>
    /// <exception cref="IOException">The terminal cannot hide it.</exception>
    public static string? ReadHiddenLine(Action ask, CancellationToken interruption)
    {
        byte[] shown = new byte[SettingsSize];
        if (GetSettings(DescriptorInput.StandardInput, shown) != 0)
        {
            throw new IOException("the terminal's settings cannot be read");
        }

        byte[] hidden = [.. shown];
        hidden[Modes] &= unchecked((byte)~Echo);
        PosixSignal[] leaving = [PosixSignal.SIGQUIT, PosixSignal.SIGHUP, PosixSignal.SIGTSTP];
        PosixSignalRegistration[] departures = [.. leaving.Select(signal => PosixSignalRegistration.Create(signal, _ => Apply(shown)))];
        using var resumption = PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Apply(hidden));
        Apply(hidden);
        try
        {
            ask();
            string? line = Task.Run(ReadLine, CancellationToken.None).WaitAsync(interruption).GetAwaiter().GetResult();
            interruption.ThrowIfCancellationRequested(); // both may have come
            return line;
        }
        finally
        {
            Array.ForEach(departures, d => d.Dispose());
            Apply(shown);
        }
    }

    private static void Apply(byte[] settings) => _ = SetSettings(DescriptorInput.StandardInput, AfterOutput, settings);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetSettings(int descriptor, [In, Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetSettings(int descriptor, int when, [In] byte[] settings);
}
