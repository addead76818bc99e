using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Running;

/// <summary>Runs a program in place of this one.</summary>
internal static class ChildProcess
{
    /// <summary>As shells have it: the program was not found.</summary>
    public const int NotFound = 127;

    /// <summary>As shells have it: the program was found but cannot be run.</summary>
    public const int NotExecutable = 126;

    /// <summary>Becomes the program, or where a process cannot be replaced, or has something left to do, waits for it.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="CommandException">It cannot be run.</exception>
    public static int Run(ChildCommand child) =>
        OperatingSystem.IsWindows() ? WindowsParent.Run(child, null)
        : child.Files.Count + child.Masked.Count > 0 || child.HasLease ? UnixParent.Run(child, null)
        : UnixExec.Replace(child);

    /// <summary>Runs the program, and what takes its place, until it ends by itself.</summary>
    /// <returns>The exit code of the last one.</returns>
    /// <exception cref="CommandException">It cannot be run.</exception>
    public static int RunReplaceable(ChildCommand child, Replacements replacements) =>
        OperatingSystem.IsWindows() ? WindowsParent.Run(child, replacements) : UnixParent.Run(child, replacements);

    public static CommandException NotFoundFailure(string program) =>
        new(NotFound, $"{Configuration.Display.Quote(program)} was not found", program.Contains('/', StringComparison.Ordinal) ? null : "it is in none of the directories of PATH");

    public static CommandException NotExecutableFailure(string program, string reason) =>
        new(NotExecutable, $"{Configuration.Display.Quote(program)} cannot be run: {reason}");
}
