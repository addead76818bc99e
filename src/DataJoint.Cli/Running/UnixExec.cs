using System.Runtime.InteropServices;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Running;

/// <summary>Replaces this process by another program, as a shell's <c>exec</c> does.</summary>
internal static unsafe partial class UnixExec
{
    private const int NoEntry = 2;
    private const int NoExecFormat = 8;
    private const int AccessDenied = 13;
    private const int NotDirectory = 20;
    private const int BrokenPipeSignal = 13;
    private const string Shell = "/bin/sh";
    private const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    /// <summary>Comes back only with an exception.</summary>
    /// <exception cref="CommandException">The program cannot be run.</exception>
    public static int Replace(ChildCommand child)
    {
        // The runtime ignores it, and what is ignored stays so in the new program, which then could not be stopped by a closed pipe.
        nint former = Signal(BrokenPipeSignal, 0);
        try
        {
            return TryAll(child);
        }
        finally
        {
            Signal(BrokenPipeSignal, former);
        }
    }

    private static int TryAll(ChildCommand child)
    {
        ILookup<string, nint> undecoded = UndecodedVariables.List();
        nint* variables = Block(child.Variables.Select(v => v.Key + "=" + v.Value)
            .SelectMany(text => undecoded.Contains(text) ? undecoded[text] : [Marshal.StringToCoTaskMemUTF8(text)]));
        bool denied = false;
        foreach (string path in Candidates(child))
        {
            int error = Execute(path, [child.Program, .. child.Arguments], variables);
            if (error == NoExecFormat)
            {
                // A script without #! is the shell's, as in every shell.
                error = Execute(Shell, [Shell, path, .. child.Arguments], variables);
            }

            if (error is AccessDenied)
            {
                denied = true;
            }
            else if (error is not (NoEntry or NotDirectory))
            {
                throw ChildProcess.NotExecutableFailure(child.Program, Marshal.GetPInvokeErrorMessage(error));
            }
        }

        throw denied ? ChildProcess.NotExecutableFailure(child.Program, "permission denied") : ChildProcess.NotFoundFailure(child.Program);
    }

    /// <summary>A name with a slash is a path; another one is looked for in PATH, where an empty entry is the current directory.</summary>
    private static IEnumerable<string> Candidates(ChildCommand child)
    {
        if (child.Program.Contains('/', StringComparison.Ordinal))
        {
            return [child.Program];
        }

        string path = child.Variables.GetValueOrDefault("PATH", DefaultPath);
        return path.Split(':').Select(directory => (directory.Length == 0 ? "." : directory) + "/" + child.Program);
    }

    private static int Execute(string path, IEnumerable<string> words, nint* variables)
    {
        nint program = Marshal.StringToCoTaskMemUTF8(path);
        ExecVe(program, Block(words.Select(Marshal.StringToCoTaskMemUTF8)), variables);
        return Marshal.GetLastPInvokeError();
    }

    /// <summary>An array of texts that ends with null. Never freed: either the process is replaced, or it ends at once.</summary>
    private static nint* Block(IEnumerable<nint> texts)
    {
        nint[] all = [.. texts];
        nint* block = (nint*)NativeMemory.Alloc((nuint)(all.Length + 1), (nuint)sizeof(nint));
        for (int i = 0; i < all.Length; i++)
        {
            block[i] = all[i];
        }

        block[all.Length] = 0;
        return block;
    }

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ExecVe(nint path, nint* words, nint* variables);

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Signal(int signal, nint handler);
}
