using System.Runtime.InteropServices;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Running;

/// <summary>Finds a program as shells do, and gives it its words and variables as the C library wants them.</summary>
internal static class UnixProgram
{
    private const int NoEntry = 2;
    private const int NoExecFormat = 8;
    private const int AccessDenied = 13;
    private const int NotDirectory = 20;
    private const string Shell = "/bin/sh";
    private const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    /// <summary>Tries to start a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="words">The program's words, its name first.</param>
    /// <param name="variables">Its variables.</param>
    /// <returns>Zero, or the system's number for what is wrong.</returns>
    public delegate int Attempt(nint path, nint words, nint variables);

    /// <summary>Starts the first file that can be started.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static void Start(ChildCommand child, Attempt attempt)
    {
        using UnixTexts texts = new();
        ILookup<string, nint> undecoded = UndecodedVariables.List();
        nint variables = texts.AddBlock(child.Variables.Select(v => v.Key + "=" + v.Value)
            .SelectMany(text => undecoded.Contains(text) ? undecoded[text] : [texts.Add(text)]));
        bool denied = false;
        foreach (string path in Candidates(child))
        {
            int error = Try(path, [child.Program, .. child.Arguments]);
            if (error == NoExecFormat)
            {
                // A script without #! is the shell's, as in every shell.
                error = Try(Shell, [Shell, path, .. child.Arguments]);
            }

            switch (error)
            {
                case 0:
                    return;
                case AccessDenied:
                    denied = true;
                    break;
                case NoEntry or NotDirectory:
                    break;
                default:
                    throw ChildProcess.NotExecutableFailure(child.Program, Marshal.GetPInvokeErrorMessage(error));
            }
        }

        throw denied ? ChildProcess.NotExecutableFailure(child.Program, "permission denied") : ChildProcess.NotFoundFailure(child.Program);

        int Try(string path, IEnumerable<string> words) =>
            attempt(texts.Add(path), texts.AddBlock(words.Select(texts.Add)), variables);
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
}
