using DataJoint.Configuration;
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
        if (await ChildStores.SerializeAsync(_snapshot, cancellationToken) is string stores)
        {
            variables[SettingVariables.Stores] = stores;
        }

        if (_environment is not null)
        {
            variables[SettingVariables.Environment] = _environment;
        }

        return variables;
    }

    /// <summary>Whether a variable gives way: it is empty, or gives a setting in any of its forms, in any case (Python reads dj_host too).</summary>
    private static bool IsReplaced(string name, string value)
    {
        string upper = name.ToUpperInvariant();
        return upper.StartsWith(Prefix, StringComparison.Ordinal) && (value.Length == 0 || SettingVariables.GiveSetting(upper));
    }

    private async ValueTask AddSettingsAsync(Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            ResolvedSetting setting = _snapshot.Find(definition.Key);
            string? text = setting.Layer != SettingLayer.Default || DiffersInPython(definition)
                ? (await setting.ResolveAsync(cancellationToken)).Value.Reveal() : null;
            if (string.IsNullOrEmpty(text))
            {
                continue;
            }

            foreach (string variable in definition.EnvironmentVariables)
            {
                variables[variable] = text;
            }
        }
    }

    /// <summary>datajoint-python takes 3306 for every backend that a file names.</summary>
    private bool DiffersInPython(SettingDefinition definition) =>
        definition.Key == "database.port" && _snapshot.Database.Backend == "postgresql";
}
