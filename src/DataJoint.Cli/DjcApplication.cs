using System.Diagnostics;
using System.Reflection;
using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>One run of djc: parses, runs the command, and turns every failure into an exit code and a message without secrets.</summary>
internal sealed class DjcApplication
{
    private readonly Terminal _terminal;
    private readonly Surroundings _surroundings;

    internal DjcApplication(Terminal terminal, Surroundings surroundings)
    {
        _terminal = terminal;
        _surroundings = surroundings;
    }

    /// <summary>The version of this program.</summary>
    internal static string Version =>
        typeof(DjcApplication).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Runs a command line.</summary>
    /// <param name="words">The words behind the program's name.</param>
    /// <returns>The exit code.</returns>
    internal int Run(IReadOnlyList<string> words)
    {
        // Until the options are understood, what looks like them is believed.
        Style style = new(_terminal.AllowsColor && _terminal.IsErrorTerminal && !words.Contains(GlobalOptions.NoColor.Name));
        bool verbose = words.TakeWhile(w => w != "--").Contains(GlobalOptions.Verbose.Name);
        int exitCode;
        try
        {
            exitCode = Dispatch(CommandLineParser.Parse(CommandTree.Create(), words));
        }
        catch (CommandException failure)
        {
            Complain(style, failure.Message, failure.Hint);
            exitCode = failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            exitCode = ExitCode.Interrupted;
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            exitCode = ReportBug(style, bug, verbose);
        }

        return Flush() ? exitCode : ExitCode.No;
    }

    private int Dispatch(ParsedCommandLine line)
    {
        CommandContext context = new(line, _terminal, _surroundings);
        if (line.Has(GlobalOptions.Help))
        {
            context.Output.Write(HelpText.Of(line.Path, context.OutputStyle));
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
    }

    private void Complain(Style style, string message, string? hint)
    {
        _terminal.Error.Write($"{style.Red("djc:")} {message}\n");
        if (hint is not null)
        {
            _terminal.Error.Write($"  {style.Cyan("help:")} {hint}\n");
        }
    }

    /// <summary>Names of types and methods only: the message of an unexpected exception may hold anything, a secret too.</summary>
    private int ReportBug(Style style, Exception bug, bool verbose)
    {
        Complain(style, $"unexpected {bug.GetType().Name}; this is a defect of djc", verbose ? null : "--verbose shows where");
        for (Exception? cause = verbose ? bug : null; cause is not null; cause = cause.InnerException)
        {
            _terminal.Error.Write($"  {cause.GetType().FullName}\n");
            foreach (StackFrame frame in new StackTrace(cause, fNeedFileInfo: false).GetFrames())
            {
                if (DiagnosticMethodInfo.Create(frame) is DiagnosticMethodInfo method)
                {
                    _terminal.Error.Write($"    {method.DeclaringTypeName}.{method.Name}\n");
                }
            }
        }

        return ExitCode.InvalidConfiguration;
    }

    /// <summary>A full disk or a closed output is found only here.</summary>
    private bool Flush()
    {
        try
        {
            _terminal.Output.Flush();
            _terminal.Error.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
