using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DataJoint.Cli.Terminals;

/// <summary>The terminal of this process: the one place that touches the console.</summary>
internal static class ProcessTerminal
{
#pragma warning disable RS0030 // the one place that touches the console and the process's own environment
    private static PosixSignalRegistration[] _interruptions = []; // kept: a registration that is collected listens no more
    private static volatile bool _isTerminated;

    /// <summary>The process's own streams. Nothing is set up before it is used: it would cost more than a whole command.</summary>
    /// <param name="runChild">Runs a program in place of this one, and gives its exit code.</param>
    /// <param name="runReplaceable">Runs a program, and what takes its place.</param>
    public static Terminal Create(Func<ChildCommand, int> runChild, Func<ChildCommand, Replacements, int> runReplaceable)
    {
        Stream output = StandardOutput();
        return new(Open(output), Open(StandardError()), Environment.GetEnvironmentVariable)
        {
            OpenInput = OpenInput,
            OpenOutput = () => output,
            IsOutputGone = () => !OperatingSystem.IsWindows() && output is DescriptorStream { HasReader: false },
            ReadHiddenLine = ReadHidden,
            ReadLine = OperatingSystem.IsWindows() ? Console.ReadLine : Keyboard.ReadLine,
            Interruption = ListenForInterruption,
            IsTerminated = static () => _isTerminated,
            IsInputTerminal = !Console.IsInputRedirected,
            IsOutputTerminal = !Console.IsOutputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
            Width = () => FindWidth(isError: false),
            ErrorWidth = () => FindWidth(isError: true),
            ListVariables = ListVariables,
            IsFirstProcess = !OperatingSystem.IsWindows() && Environment.ProcessId == 1,
            RunChild = runChild,
            RunReplaceable = runReplaceable,
        };
    }

    /// <summary>Until it is disposed, Ctrl-C ends the child alone: this process waits and passes the child's exit code on.</summary>
    public static IDisposable LeaveInterruptionToChild() =>
        PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);

    /// <summary>Results can be long; they are flushed when the command ends. A reader that goes away is not an error: the streams see to that.</summary>
    private static StreamWriter Open(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 4096);

    /// <summary>Standard output for bytes, unbuffered.</summary>
    public static Stream StandardOutput() =>
        OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new DescriptorStream(DescriptorStream.StandardOutput);

    /// <summary>Standard error for bytes, unbuffered.</summary>
    public static Stream StandardError() =>
        OperatingSystem.IsWindows() ? Console.OpenStandardError() : new DescriptorStream(DescriptorStream.StandardError);

    private static Stream OpenInput() =>
        OperatingSystem.IsWindows() ? Console.OpenStandardInput()
        : StandardInput.IsOpen() ? new DescriptorInput(DescriptorInput.StandardInput)
        : Stream.Null;

    private static string? ReadHidden(Action ask, CancellationToken interruption)
    {
        if (!OperatingSystem.IsWindows())
        {
            return Keyboard.ReadHiddenLine(ask, interruption);
        }

        ask();
        return Task.Run(ReadKeys, CancellationToken.None).WaitAsync(interruption).GetAwaiter().GetResult();
    }

    /// <summary>COLUMNS where somebody sets it, as in other programs, else what the terminal says.</summary>
    private static int FindWidth(bool isError)
    {
        const int Usual = 80;
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns) && columns > 0)
        {
            return columns;
        }

        if (OperatingSystem.IsLinux())
        {
            return WindowSize.FindColumns(isError ? DescriptorStream.StandardError : DescriptorStream.StandardOutput) ?? Usual;
        }

        // The console measures standard output alone.
        if (isError && Console.IsOutputRedirected)
        {
            return Usual;
        }

        try
        {
            return Console.WindowWidth is int width and > 0 ? width : Usual;
        }
        catch (IOException)
        {
            return Usual;
        }
    }

    private static string? ReadKeys()
    {
        StringBuilder line = new();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    return line.ToString();
                case ConsoleKey.Backspace:
                    line.Length = Math.Max(0, line.Length - 1);
                    break;
                case ConsoleKey.D when key.Modifiers == ConsoleModifiers.Control && line.Length == 0:
                    return null;
                case ConsoleKey.U when key.Modifiers == ConsoleModifiers.Control:
                    line.Clear();
                    break;
                default:
                    if (key.KeyChar != '\0')
                    {
                        line.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }

    /// <summary>Ctrl-C and the request to end (SIGTERM). Not by the console's event, which writes control sequences to the terminal.</summary>
    private static CancellationToken ListenForInterruption()
    {
        CancellationTokenSource source = new();
        foreach (PosixSignalRegistration earlier in _interruptions)
        {
            earlier.Dispose();
        }

        _interruptions = [PosixSignalRegistration.Create(PosixSignal.SIGINT, End), PosixSignalRegistration.Create(PosixSignal.SIGTERM, End)];
        return source.Token;

        void End(PosixSignalContext signal)
        {
            // The second time the process ends at once.
            signal.Cancel = !source.IsCancellationRequested;
            _isTerminated |= signal.Signal == PosixSignal.SIGTERM && signal.Cancel;
            source.Cancel();
        }
    }

    private static Dictionary<string, string> ListVariables()
    {
        Dictionary<string, string> variables = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return variables;
    }
#pragma warning restore RS0030
}
