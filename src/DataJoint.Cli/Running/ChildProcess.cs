using System.ComponentModel;
using System.Diagnostics;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Git;

namespace DataJoint.Cli.Running;

/// <summary>Runs a program in place of this one.</summary>
internal static class ChildProcess
{
    /// <summary>As shells have it: the program was not found.</summary>
    public const int NotFound = 127;

    /// <summary>As shells have it: the program was found but cannot be run.</summary>
    public const int NotExecutable = 126;

    /// <summary>Becomes the program, or where a process cannot be replaced, waits for it.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="CommandException">It cannot be run.</exception>
    public static int Run(ChildCommand child) =>
        OperatingSystem.IsWindows() ? Wait(child) : UnixExec.Replace(child);

    private static int Wait(ChildCommand child)
    {
        ProcessStartInfo start = new(Locate(child), child.Arguments) { UseShellExecute = false };
        start.Environment.Clear();
        foreach (KeyValuePair<string, string> variable in child.Variables)
        {
            start.Environment[variable.Key] = variable.Value;
        }

        using IDisposable timeout = ProcessTerminal.LeaveInterruptionToChild();
        try
        {
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception failure)
        {
            const int FileNotFound = 2;
            const int PathNotFound = 3;
            throw failure.NativeErrorCode is FileNotFound or PathNotFound ? NotFoundFailure(child.Program) : NotExecutableFailure(child.Program, "it is not a program");
        }
    }

    /// <summary>A path stays as it is; a name is looked for in the child's PATH.</summary>
    private static string Locate(ChildCommand child) =>
        Path.GetFileName(child.Program) != child.Program
            ? child.Program
            : ProgramSearch.Find(child.Program, child.Variables.GetValueOrDefault("PATH", "")) ?? throw NotFoundFailure(child.Program);

    public static CommandException NotFoundFailure(string program) =>
        new(NotFound, $"{Configuration.Display.Quote(program)} was not found", program.Contains('/', StringComparison.Ordinal) ? null : "it is in none of the directories of PATH");

    public static CommandException NotExecutableFailure(string program, string reason) =>
        new(NotExecutable, $"{Configuration.Display.Quote(program)} cannot be run: {reason}");
}
