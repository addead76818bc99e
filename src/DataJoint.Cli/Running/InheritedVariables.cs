using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Running;

/// <summary>The variables that djc has, and those of files in place of what is not set.</summary>
internal sealed class InheritedVariables
{
    private const string Prefix = "DJ_";

    /// <summary>What lets references be resolved is the user's to say, and never a file's, which may be a stranger's.</summary>
    private static readonly string[] Withheld = ["DJ_TRUST", "DJ_ALLOW_EXEC"];

    private InheritedVariables(IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string> all)
    {
        All = all;
        Dictionary<string, string> settings = new(own);
        foreach ((string name, string value) in all)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && !Withheld.Contains(name) && own.GetValueOrDefault(name) != value)
            {
                settings[name] = value;
                OfFiles.Add(name);
            }
        }

        ForSettings = settings;
    }

    /// <summary>Those of the program.</summary>
    public IReadOnlyDictionary<string, string> All { get; }

    /// <summary>Those that djc itself goes by: of the files it takes settings alone. Where a secret manager is, and who logs in there, stays the user's.</summary>
    public IReadOnlyDictionary<string, string> ForSettings { get; }

    /// <summary>The names of <see cref="ForSettings"/> that a file gives.</summary>
    public HashSet<string> OfFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the files.</summary>
    /// <param name="context">Whose variables.</param>
    /// <param name="files">The files as given; a later one wins.</param>
    /// <exception cref="CommandException">One cannot be read, or is not a file of variables.</exception>
    public static InheritedVariables Read(CommandContext context, IReadOnlyList<string> files)
    {
        IReadOnlyDictionary<string, string> own = context.Terminal.ListVariables();
        if (files.Count == 0)
        {
            return new(own, own);
        }

        Dictionary<string, string> all = new(own, OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (string file in files)
        {
            string path = Path.Combine(context.HostEnvironment.FindCurrentDirectory() ?? "", file);
            foreach ((string name, string value) in EnvironmentFile.Read(path, file, all))
            {
                // An empty DJ_ variable counts as unset everywhere here; of any other only its owner knows what it means.
                if (!own.TryGetValue(name, out string? set) || (set.Length == 0 && name.StartsWith(Prefix, StringComparison.Ordinal)))
                {
                    all[name] = value;
                }
            }
        }

        return new(own, all);
    }
}
