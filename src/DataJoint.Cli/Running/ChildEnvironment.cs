using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Configuration.Sources;

namespace DataJoint.Cli.Running;

/// <summary>The environment of a child: what this process has, with the resolved settings in place of the inherited ones.</summary>
internal sealed class ChildEnvironment
{
    private const string Prefix = "DJ_";

    private readonly ConfigurationSnapshot _snapshot;
    private readonly string? _environment;

    /// <summary>Prepares it.</summary>
    /// <param name="snapshot">The resolved settings.</param>
    /// <param name="environment">The environment that --env chose, or null.</param>
    public ChildEnvironment(ConfigurationSnapshot snapshot, string? environment)
    {
        _snapshot = snapshot;
        _environment = environment;
    }

    /// <summary>Whether the child is a Python program: what else datajoint-python reads is taken out.</summary>
    public bool IsPython { get; init; }

    /// <summary>The settings that it gets; all by default.</summary>
    public KeySelection Selection { get; init; } = KeySelection.All;

    /// <summary>Whether it gets secrets as files in place of variables.</summary>
    public bool UsesFiles { get; init; }

    /// <summary>The secrets that it gets as files, by the variables in whose place they stand; empty before the variables are made.</summary>
    public Dictionary<string, Secret> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The secrets that it gets, in whatever way; empty before the variables are made.</summary>
    public IReadOnlyList<Secret> Secrets { get; private set; } = [];

    /// <summary>Makes the variables of the child.</summary>
    /// <param name="inherited">Those of this process.</param>
    /// <param name="cancellationToken">Gives up asking for secrets that are kept elsewhere.</param>
    /// <exception cref="SecretException">One of them could not be had.</exception>
    /// <exception cref="CommandException">A file cannot hold one of them.</exception>
    public async ValueTask<Dictionary<string, string>> CreateAsync(IReadOnlyDictionary<string, string> inherited, CancellationToken cancellationToken)
    {
        Dictionary<string, string> variables = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> variable in inherited)
        {
            if (!IsReplaced(variable.Key, variable.Value))
            {
                variables[variable.Key] = variable.Value;
            }
        }

        ConfigurationVariables own = new(_snapshot, _environment) { IsPython = IsPython, SplitsStores = UsesFiles, Selection = Selection };
        foreach (SettingVariable variable in await own.ListAsync(cancellationToken))
        {
            if (UsesFiles && variable is { IsSecret: true, Text.Length: > 0 })
            {
                SecretFileText.Check(variable);
                Files[variable.Name] = new Secret(variable.Text);
            }
            else
            {
                variables[variable.Name] = variable.Text!;
            }
        }

        Secrets = own.Secrets;

        if (inherited.TryGetValue(SettingVariables.ThreadSafe, out string? threadSafe) && threadSafe.Length > 0)
        {
            variables[SettingVariables.ThreadSafe] = SettingVariables.IsOn(threadSafe) ? "true" : "false";
        }

        return variables;
    }

    /// <summary>Whether a variable gives way: it is empty, or gives a setting in any of its forms, in any case (Python reads dj_host too).</summary>
    private bool IsReplaced(string name, string value)
    {
        string upper = name.ToUpperInvariant();
        return (IsPython && PythonProcess.Reads(name)) || upper == SettingVariables.IgnoreFiles
            || (upper.StartsWith(Prefix, StringComparison.Ordinal) && (value.Length == 0 || SettingVariables.GiveSetting(upper)));
    }
}
