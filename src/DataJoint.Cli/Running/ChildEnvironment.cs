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

    /// <summary>Makes the variables of the child.</summary>
    /// <param name="inherited">Those of this process.</param>
    /// <param name="cancellationToken">Gives up asking for secrets that are kept elsewhere.</param>
    /// <exception cref="SecretException">One of them could not be had.</exception>
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

        await AddSettingsAsync(variables, cancellationToken);
        await AddGroupsAsync(variables, cancellationToken);

        // In Python a file beats some variables; what the files say is in the variables.
        variables[SettingVariables.IgnoreFiles] = "true";
        if (inherited.TryGetValue(SettingVariables.ThreadSafe, out string? threadSafe) && threadSafe.Length > 0)
        {
            variables[SettingVariables.ThreadSafe] = SettingVariables.IsOn(threadSafe) ? "true" : "false";
        }

        if (_environment is not null)
        {
            variables[SettingVariables.Environment] = _environment;
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

    private async ValueTask AddSettingsAsync(Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            ResolvedSetting setting = _snapshot.Find(definition.Key);
            string? text = setting.Layer != SettingLayer.Default || DiffersInPython(definition)
                ? (await setting.ResolveAsync(cancellationToken)).Value.Reveal() : null;
            if (text is null || (text.Length == 0 && !TakesEmpty(definition)))
            {
                continue;
            }

            foreach (string variable in definition.EnvironmentVariables)
            {
                variables[variable] = text;
            }
        }
    }

    private async ValueTask AddGroupsAsync(Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        // A DJ_STORES that hides the stores of the project's files is passed on even when it is empty.
        if ((await ChildGroup.SerializeAsync(_snapshot, "stores.", cancellationToken) ?? (_snapshot.Stores.HidesProjectFiles ? "{}" : null)) is string stores)
        {
            variables[SettingVariables.Stores] = stores;
        }

        if (await ChildGroup.SerializeAsync(_snapshot, SettingCatalogue.CustomGroup + ".", cancellationToken) is string custom)
        {
            variables[SettingVariables.Custom] = custom;
        }
    }

    /// <summary>To Python an empty variable is a value, here it is none. An empty path would become the current directory there.</summary>
    private bool TakesEmpty(SettingDefinition definition) =>
        IsPython && !(definition.Type == SettingType.Path && definition.Default is null) && definition.EnvironmentVariables is [.., string own] && PythonProcess.Reads(own);

    /// <summary>datajoint-python takes 3306 for every backend that a file names.</summary>
    private bool DiffersInPython(SettingDefinition definition) =>
        definition.Key == "database.port" && _snapshot.Database.Backend == "postgresql";
}
