using System.Globalization;
using System.Runtime.InteropServices;

namespace DataJoint.Cli.Running;

/// <summary>What a program has started, and what that has started, as far as <c>/proc</c> shows it; nothing where there is none (macOS).</summary>
internal sealed partial class ProcessTree
{
    private const string Directory = "/proc";
    private const int StateField = 0; // behind the name, which may hold anything
    private const int ParentField = 1;
    private const int StartField = 19;

    private readonly int _root;
    private readonly string? _rootStart;

    /// <summary>The processes, each with the time of its start, by which it is told from another one that gets its number.</summary>
    private Dictionary<int, string> _known = [];

    /// <summary>Of a process that has not been waited for.</summary>
    public ProcessTree(int root)
    {
        _root = root;
        _rootStart = List().GetValueOrDefault(root).Start;
    }

    /// <summary>Whether any of them ran when it was last asked for.</summary>
    public bool IsRunning => _known.Count > 0;

    /// <summary>Adds what has been started since, and forgets what has ended.</summary>
    public void Refresh()
    {
        Dictionary<int, (int Parent, string Start)> all = List();
        var found = _known.Where(one => all.TryGetValue(one.Key, out (int Parent, string Start) now) && now.Start == one.Value).ToDictionary();
        bool hasRoot = all.TryGetValue(_root, out (int Parent, string Start) root) && root.Start == _rootStart;
        for (int before = -1; before < found.Count;)
        {
            before = found.Count;
            foreach ((int process, (int parent, string start)) in all)
            {
                if ((hasRoot && parent == _root) || found.ContainsKey(parent))
                {
                    found[process] = start;
                }
            }
        }

        _known = found;
    }

    /// <summary>Sends a signal to those that still run.</summary>
    public void Signal(int signal)
    {
        Refresh();
        foreach (int process in _known.Keys)
        {
            _ = Kill(process, signal);
        }
    }

    private static Dictionary<int, (int Parent, string Start)> List()
    {
        Dictionary<int, (int Parent, string Start)> all = [];
        foreach (string directory in OperatingSystem.IsLinux() ? System.IO.Directory.EnumerateDirectories(Directory) : [])
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out int process) && Read(directory) is string text)
            {
                string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                if (fields[StateField] is not ("Z" or "X"))
                {
                    all[process] = (int.Parse(fields[ParentField], CultureInfo.InvariantCulture), fields[StartField]);
                }
            }
        }

        return all;
    }

    private static string? Read(string directory)
    {
        try
        {
            return File.ReadAllText(directory + "/stat");
        }
        catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
