namespace DataJoint.Cli.Running;

/// <summary>A program that starts the one that its arguments name, in its own environment: <c>nice -n 5 python3 fit.py</c>.</summary>
internal static class ProgramWrapper
{
    /// <summary>Each with the options that take a value in the next word, and how many words stand before the program.</summary>
    private static readonly Dictionary<string, (string[] ValueOptions, int Operands)> Known = new(StringComparer.Ordinal)
    {
        ["env"] = (["-u", "--unset", "-C", "--chdir", "-P"], 0),
        ["nice"] = (["-n", "--adjustment"], 0),
        ["ionice"] = (["-c", "--class", "-n", "--classdata"], 0),
        ["chrt"] = (["-T", "--sched-runtime", "-P", "--sched-period", "-D", "--sched-deadline"], 1),
        ["taskset"] = ([], 1),
        ["nohup"] = ([], 0),
        ["setsid"] = ([], 0),
        ["time"] = (["-f", "--format", "-o", "--output"], 0),
        ["timeout"] = (["-s", "--signal", "-k", "--kill-after"], 1),
        ["stdbuf"] = (["-i", "--input", "-o", "--output", "-e", "--error"], 0),
        ["caffeinate"] = (["-t", "-w"], 0),
        ["xvfb-run"] = (["-e", "--error-file", "-f", "--auth-file", "-n", "--server-num", "-s", "--server-args", "-p", "--xauth-protocol", "-w", "--wait"], 0),
    };

    /// <summary>The program that it starts and its arguments.</summary>
    /// <param name="words">A program as it is called, and its arguments.</param>
    /// <returns>Null when it starts no other.</returns>
    public static IReadOnlyList<string>? Unwrap(IReadOnlyList<string> words)
    {
        string name = Path.GetFileName(words[0]);
        if (!Known.TryGetValue(name, out (string[] ValueOptions, int Operands) wrapper))
        {
            return null;
        }

        int next = 1;
        while (next < words.Count && words[next].StartsWith('-'))
        {
            string option = words[next++];
            if (name == "env" && option is "-S" or "--split-string" && next < words.Count)
            {
                return [.. words[next].Split(' ', StringSplitOptions.RemoveEmptyEntries), .. words.Skip(next + 1)];
            }

            if (option == "--")
            {
                break;
            }

            next += wrapper.ValueOptions.Contains(option) ? 1 : 0;
        }

        while (name == "env" && next < words.Count && words[next].Contains('='))
        {
            next++;
        }

        return [.. words.Skip(next + wrapper.Operands)];
    }
}
