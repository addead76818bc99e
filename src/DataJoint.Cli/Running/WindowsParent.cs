using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Git;

namespace DataJoint.Cli.Running;

/// <summary>Runs a program as a child: on Windows no process can become another.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsParent
{
    /// <summary>The exit code of a process that .NET has killed.</summary>
    private const int Killed = -1;

    /// <summary>Waits for the program.</summary>
    /// <param name="child">The program.</param>
    /// <param name="replacements">What takes its place while it runs; null for nothing. It is ended at once: Windows has no signal that asks it to.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="CommandException">It cannot be run.</exception>
    public static int Run(ChildCommand child, Replacements? replacements)
    {
        int exitCode;
        while (!Run(child, replacements?.Arrival, out exitCode))
        {
            child = replacements!.Take() ?? child;
        }

        return exitCode;
    }

    /// <returns>False when something is to take its place.</returns>
    private static bool Run(ChildCommand child, Task? arrival, out int exitCode)
    {
        if (child.Files.Count > 0)
        {
            throw new CommandException(ExitCode.Failure, "--files needs a file system in memory, which Windows has not", "omit it: the secrets then go as variables");
        }

        bool isMasked = child.Masked.Count > 0;
        ProcessStartInfo start = new(Locate(child), child.Arguments) { UseShellExecute = false, RedirectStandardOutput = isMasked, RedirectStandardError = isMasked };
        start.Environment.Clear();
        foreach (KeyValuePair<string, string> variable in child.Variables)
        {
            start.Environment[variable.Key] = variable.Value;
        }

        using IDisposable timeout = ProcessTerminal.LeaveInterruptionToChild();
        try
        {
            using Process process = Process.Start(start)!;
            Task copying = isMasked ? Task.Run(() => Copy(child, process)) : Task.CompletedTask;
            Task end = process.WaitForExitAsync();
            bool isKilled = arrival is not null && Task.WaitAny(end, arrival) == 1 && TryKill(process);
            Task.WaitAll(end, copying);
            exitCode = process.ExitCode;
            return !isKilled || exitCode != Killed; // it may have ended by itself just before
        }
        catch (Win32Exception failure)
        {
            const int FileNotFound = 2;
            const int PathNotFound = 3;
            throw failure.NativeErrorCode is FileNotFound or PathNotFound
                ? ChildProcess.NotFoundFailure(child.Program)
                : ChildProcess.NotExecutableFailure(child.Program, "it is not a program");
        }
    }

    /// <returns>False when it ends by itself, or cannot be ended.</returns>
    private static bool TryKill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            return true;
        }
        catch (AggregateException)
        {
            return true; // some of what it has started could not be ended, or was ending
        }
        catch (Exception ended) when (ended is InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static void Copy(ChildCommand child, Process process)
    {
        OutputMask mask = new(child.Masked.Select(secret => secret.Reveal()));
        using Stream output = ProcessTerminal.StandardOutput();
        using Stream error = ProcessTerminal.StandardError();
        Thread errors = new(() => Copy(mask, process.StandardError.BaseStream, error));
        errors.Start();
        Copy(mask, process.StandardOutput.BaseStream, output);
        errors.Join();
    }

    /// <summary>Until the program ends, or nobody reads its output any more: then the program is to notice.</summary>
    private static void Copy(OutputMask mask, Stream from, Stream to)
    {
        try
        {
            new MaskedCopy(mask, to).Run(from, static () => true);
        }
        catch (IOException)
        {
            from.Dispose();
        }
    }

    /// <summary>A path stays as it is; a name is looked for in the child's PATH.</summary>
    private static string Locate(ChildCommand child) =>
        Path.GetFileName(child.Program) != child.Program
            ? child.Program
            : ProgramSearch.Find(child.Program, child.Variables.GetValueOrDefault("PATH", "")) ?? throw ChildProcess.NotFoundFailure(child.Program);
}
