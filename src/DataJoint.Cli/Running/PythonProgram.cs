using System.Text;
using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Cli.Running;

/// <summary>Tells whether a program is Python, or what starts it.</summary>
internal static class PythonProgram
{
    private const int LongestFirstLine = 256;

    /// <summary>Interpreters, and what runs programs in an environment of Python's.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "py", "pythonw", "ipython", "jupyter", "pytest", "uv", "uvx", "poetry", "pipenv", "pdm", "pixi", "rye", "hatch", "tox", "nox",
        "conda", "mamba", "micromamba", "papermill", "snakemake", "spyder", "marimo",
    };

    /// <summary>Whether it is, or starts it as <c>nice</c> does: judged by its name, by that of what a link leads to, or as a script by its first line.</summary>
    /// <param name="words">The program as it is called, and its arguments.</param>
    /// <param name="searchPath">Directories as in PATH.</param>
    public static bool IsPython(IReadOnlyList<string> words, string searchPath)
    {
        while (words.Count > 0 && !IsPython(words[0], searchPath))
        {
            if (ProgramWrapper.Unwrap(words) is not { } wrapped)
            {
                return false;
            }

            words = wrapped;
        }

        return words.Count > 0;
    }

    private static bool IsPython(string program, string searchPath)
    {
        string name = Path.GetFileName(program);
        string extension = Path.GetExtension(name);
        if (extension is ".py" or ".pyw" or ".pyz")
        {
            return true;
        }

        string? path = name == program ? ProgramSearch.Find(program, searchPath) : program;
        return IsPythonName(name) || (path is not null && (IsPythonName(FindTargetName(path)) || StartsWithPython(path)));
    }

    private static bool IsPythonName(string name)
    {
        string bare = Path.GetExtension(name).Equals(".exe", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(name) : name;
        return IsInterpreter(bare, "python") || IsInterpreter(bare, "pypy") || bare.StartsWith("jupyter-", StringComparison.OrdinalIgnoreCase) || Names.Contains(bare);
    }

    /// <summary>The name of what a link leads to; empty for anything but a link.</summary>
    private static string FindTargetName(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.Name ?? "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>A name with or without a version, such as python3.12.</summary>
    private static bool IsInterpreter(string name, string interpreter) =>
        name.StartsWith(interpreter, StringComparison.OrdinalIgnoreCase) && name[interpreter.Length..].All(c => char.IsAsciiDigit(c) || c == '.');

    private static bool StartsWithPython(string path)
    {
        try
        {
            if (NamedFile.FindProblem(path) is not null)
            {
                return false; // A pipe would be waited for, and what its writer gives is the program's.
            }

            byte[] start = new byte[LongestFirstLine];
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            string text = Encoding.Latin1.GetString(start, 0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
            return text.StartsWith("#!", StringComparison.Ordinal) && text.Split('\n')[0].Contains("python", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false; // What cannot be read may still be run, and is then no script.
        }
    }
}
