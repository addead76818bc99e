using System.Diagnostics;
using System.Globalization;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Commands.Database;
using DataJoint.Cli.Rendering;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint.Cli;

/// <summary>One run of djc: parses, runs the command, and turns every failure into an exit code and a message without secrets.</summary>
internal sealed class DjcApplication
{
    private const string UnwrittenOutput = "the output could not be written";

    private readonly Terminal _terminal;
    private readonly HostEnvironment _hostEnvironment;

    public DjcApplication(Terminal terminal, HostEnvironment hostEnvironment)
    {
        _terminal = terminal;
        _hostEnvironment = hostEnvironment;
    }

    /// <summary>The version of this program.</summary>
    public static string Version => ProgramVersion.Text;

    /// <summary>Runs a command line.</summary>
    /// <param name="words">The words behind the program's name.</param>
    /// <returns>The exit code.</returns>
    public int Run(IReadOnlyList<string> words)
    {
        Backends.Register();
        int exitCode;
        try
        {
            exitCode = Dispatch(CommandLineParser.Parse(CommandTree.Create(), words));
        }
        catch (CommandException failure)
        {
            WriteError(StyleFor(words), failure.Message, failure.Hint);
            exitCode = failure.ExitCode;
        }
        catch (IOException refused)
        {
            string what = refused is OutputLostException ? UnwrittenOutput : "reading or writing failed";
            WriteError(StyleFor(words), $"{what}: {SystemFault.Describe(refused)}", null);
            exitCode = ExitCode.Failure;
        }
        catch (OperationCanceledException)
        {
            exitCode = _terminal.IsTerminated() ? ExitCode.Terminated : ExitCode.Interrupted;
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            bool verbose = words.TakeWhile(w => w != "--").Contains(GlobalOptions.Verbose.Name);
            exitCode = ReportBug(StyleFor(words), bug, verbose);
        }

        return Flush() || exitCode != ExitCode.Done ? exitCode : ExitCode.Failure;
    }

    /// <summary>How a complaint looks: the options may not be understood, so what looks like them is believed.</summary>
    private Style StyleFor(IReadOnlyList<string> words) => new(ColorOption.IsOn(_terminal, ColorOption.Guess(words), _terminal.IsErrorTerminal));

    private int Dispatch(ParsedCommandLine line)
    {
        CommandContext context = new(line, _terminal, _hostEnvironment);
        if (line.Has(GlobalOptions.Help))
        {
            context.Output.Write(HelpText.Create(line.Path, context.OutputStyle, context.OutputWidth));
            return ExitCode.Done;
        }

        if (line.Has(GlobalOptions.Version))
        {
            context.Output.Write($"djc {Version}\n");
            return ExitCode.Done;
        }

        try
        {
            ValueTask<int> running = line.Command.Run!(context);
            return running.IsCompletedSuccessfully ? running.Result : running.AsTask().GetAwaiter().GetResult();
        }
        catch (ConfigurationException failure)
        {
            context.ReportFailure(failure);
            return ExitCode.InvalidConfiguration;
        }
        catch (ConnectionException refused)
        {
            context.ReportRefusal(refused);
            return DatabaseExit.OfLogin(refused);
        }
        catch (SecretException failed)
        {
            context.ReportRefusal(failed);
            return SecretExit.CodeFor(failed);
        }
    }

    private void WriteError(Style style, string message, string? hint)
    {
        int? columns = _terminal.IsErrorTerminal ? _terminal.ErrorWidth() : null;
        _terminal.Error.Write($"{style.Red("djc:")} {TextLines.Break(message, columns, "djc: ".Length)}\n");
        if (hint is not null)
        {
            _terminal.Error.Write($"  {style.Cyan("help:")} {TextLines.BreakHint(hint, columns, "  help: ".Length)}\n");
        }
    }

    /// <summary>Names of types and methods only: the message of an unexpected exception may hold anything, a secret too.</summary>
    private int ReportBug(Style style, Exception bug, bool verbose)
    {
        WriteError(style, $"unexpected {bug.GetType().Name}; this is a bug in djc", verbose ? null : "--verbose shows where");
        for (Exception? cause = verbose ? bug : null; cause is not null; cause = cause.InnerException)
        {
            _terminal.Error.Write($"  {cause.GetType().FullName}\n");
            foreach (StackFrame frame in new StackTrace(cause, fNeedFileInfo: false).GetFrames())
            {
                _terminal.Error.Write($"    {Describe(frame)}\n");
            }
        }

        return ExitCode.Unexpected;
    }

    /// <summary>The method; in a native program, which carries no names of them, the address, for which its symbol file has the name.</summary>
    private static string Describe(StackFrame frame) => DiagnosticMethodInfo.Create(frame) is DiagnosticMethodInfo method
        ? $"{method.DeclaringTypeName}.{method.Name}"
        : string.Create(CultureInfo.InvariantCulture, $"0x{frame.GetNativeIP():x}");

    /// <summary>A full disk or a closed output is often found only here.</summary>
    private bool Flush()
    {
        string? fault = TryFlush(_terminal.Output);
        if (fault is not null)
        {
            _terminal.Error.Write($"djc: {UnwrittenOutput}: {fault}\n");
        }

        return TryFlush(_terminal.Error) is null && fault is null;
    }

    /// <returns>Why it cannot be written, or null.</returns>
    private static string? TryFlush(TextWriter writer)
    {
        try
        {
            writer.Flush();
            return null;
        }
        catch (IOException refused)
        {
            return SystemFault.Describe(refused);
        }
    }
}
