using System.Runtime.InteropServices;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Running;

/// <summary>Replaces this process by another program, as a shell's <c>exec</c> does.</summary>
internal static partial class UnixExec
{
    private const int BrokenPipeSignal = 13;

    /// <summary>Comes back only with an exception.</summary>
    /// <exception cref="CommandException">The program cannot be run.</exception>
    public static int Replace(ChildCommand child)
    {
        // The runtime ignores it, and what is ignored stays so in the new program, which then could not be stopped by a closed pipe.
        nint former = Signal(BrokenPipeSignal, 0);
        try
        {
            UnixProgram.Start(child, static (path, words, variables) =>
            {
                _ = ExecVe(path, words, variables);
                return Marshal.GetLastPInvokeError();
            });
            return 0;
        }
        finally
        {
            Signal(BrokenPipeSignal, former);
        }
    }

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ExecVe(nint path, nint words, nint variables);

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Signal(int signal, nint handler);
}
