using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Running;

/// <summary>The variables that djc has, and those of files in place of what is not set.</summary>
internal static class InheritedVariables
{
    private const string Prefix = "DJ_";

    /// <summary>Reads the files.</summary>
    /// <param name="context">Whose variables.</param>
    /// <param name="files">The files as given; a later one wins.</param>
    /// <exception cref="CommandException">One cannot be read, or is not a file of variables.</exception>
    public static IReadOnlyDictionary<string, string> Read(CommandContext context, IReadOnlyList<string> files)
    {
        IReadOnlyDictionary<string, string> own = context.Terminal.ListVariables();
        if (files.Count == 0)
        {
            return own;
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

        return all;
    }
}
