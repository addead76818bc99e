using System.Diagnostics;

namespace DataJoint.Cli.Tests;

/// <summary>Starts the djc that was built, as a process of its own.</summary>
internal static class DjcProcess
{
    public static string Program =>
        Environment.GetEnvironmentVariable("DJC_EXE") ?? Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "djc.exe" : "djc");

    /// <summary>Whether a process runs on Linux. One that has ended and whose parent has not noticed does not.</summary>
    public static bool IsRunning(int process)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{process}/stat");
            return text[text.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static Process Start(string directory, params string[] words) => Start(directory, new Dictionary<string, string>(), words);

    /// <summary>Starts it with variables besides those of this process.</summary>
    public static Process Start(string directory, IReadOnlyDictionary<string, string> variables, params string[] words)
    {
        Process process = StartWithOpenInput(directory, variables, words);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Starts it with a standard input that says nothing yet.</summary>
    public static Process StartWithOpenInput(string directory, params string[] words) => StartWithOpenInput(directory, new Dictionary<string, string>(), words);

    private static Process StartWithOpenInput(string directory, IReadOnlyDictionary<string, string> variables, string[] words)
    {
        // Who runs in the background of a shell script inherits that SIGINT is ignored, and so would djc.
        ProcessStartInfo start = OperatingSystem.IsLinux()
            ? new("env", ["--default-signal=INT,TERM", Program, .. words])
            : new(Program, words);
        start.WorkingDirectory = directory;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("DJ_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
