using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Configuration.Sources;

namespace DataJoint.Cli.Running;

/// <summary>
/// The variables that a configuration becomes: every setting that is given, groups as one variable each, and what keeps files out. Whatever hands a
/// configuration to others takes them from here.
/// </summary>
internal sealed class ConfigurationVariables
{
    private readonly ConfigurationSnapshot _snapshot;
    private readonly string? _environment;

    /// <summary>Prepares them.</summary>
    /// <param name="snapshot">The resolved settings.</param>
    /// <param name="environment">The environment that --env chose, or null.</param>
    public ConfigurationVariables(ConfigurationSnapshot snapshot, string? environment)
    {
        _snapshot = snapshot;
        _environment = environment;
    }

    /// <summary>Whether a Python program reads them, to which an empty variable is a value.</summary>
    public bool IsPython { get; init; }

    /// <summary>Whether secrets are asked for that are kept elsewhere; otherwise their variables have no text.</summary>
    public bool Resolves { get; init; } = true;

    /// <summary>Whether secrets are not among them.</summary>
    public bool OmitsSecrets { get; init; }

    /// <summary>Whether a secret of a store has a variable of its own, where one can name it, so that DJ_STORES holds none.</summary>
    public bool SplitsStores { get; init; }

    /// <summary>Whether a reference to a secret is left as it is, which whoever reads the variables resolves; it is not a secret.</summary>
    public bool KeepsReferences { get; init; }

    /// <summary>Whether the text of secrets is kept for later, so that those are refused which do not last.</summary>
    public bool KeepsTexts { get; init; }

    /// <summary>The settings that are wanted; all by default.</summary>
    public KeySelection Selection { get; init; } = KeySelection.All;

    /// <summary>The secrets in them; empty before they are made.</summary>
    public IReadOnlyList<Secret> Secrets { get; private set; } = [];

    /// <summary>Makes them.</summary>
    /// <param name="cancellationToken">Gives up asking for secrets that are kept elsewhere.</param>
    /// <exception cref="SecretException">One of them could not be had.</exception>
    /// <exception cref="CommandLine.CommandException">One of them would not last.</exception>
    public async ValueTask<List<SettingVariable>> ListAsync(CancellationToken cancellationToken)
    {
        List<Given> given = await ReadAsync(cancellationToken);
        Secrets = [.. given.Where(one => one.IsSecret && one.Text is not null).SelectMany(one => SecretTexts.In(one.Key, one.Value))];
        List<SettingVariable> variables = [];
        foreach (Given one in given)
        {
            if (SettingCatalogue.TryFind(one.Key, out SettingDefinition? definition) && (one.Text is null || one.Text.Length > 0 || TakesEmpty(definition)))
            {
                variables.AddRange(definition.EnvironmentVariables.Select(name => new SettingVariable(name, one.Text, one.Key) { IsSecret = one.IsSecret }));
            }
        }

        AddStores(variables, [.. given.Where(one => one.IsIn(SettingVariables.StoresGroup))]);
        AddGroup(variables, SettingVariables.Custom, SettingCatalogue.CustomGroup, given.Where(one => one.IsIn(SettingCatalogue.CustomGroup)));

        // In Python a file beats some variables; what the files say is in the variables.
        variables.Add(new(SettingVariables.IgnoreFiles, "true", null));
        if (_environment is not null)
        {
            variables.Add(new(SettingVariables.Environment, _environment, null));
        }

        return variables;
    }

    /// <summary>All settings that become variables; what is kept elsewhere is asked for together.</summary>
    private async ValueTask<List<Given>> ReadAsync(CancellationToken cancellationToken)
    {
        List<ResolvedSetting> settings =
        [
            .. _snapshot.ListSettings()
                .Where(s => s.Value.HasValue && Selection.Includes(s.Key))
                .Where(s => (s.Layer != SettingLayer.Default || DiffersInPython(s)) && !(OmitsSecrets && !IsKept(s) && IsSecret(s)))
                .OrderBy(s => SettingKey.Find(s.Key)?.Store ?? "", StringComparer.Ordinal),
        ];
        if (KeepsTexts)
        {
            ShortLivedSecrets.Check(settings.Where(s => !IsKept(s)));
        }

        bool asks = Resolves && settings.Any(s => !IsKept(s) && !s.Value.AsSecret()!.IsResolved);
        IReadOnlyList<SettingResolution>? answers = asks ? await ConfigurationSnapshot.ResolveAsync(settings.Where(s => !IsKept(s)), cancellationToken) : null;
        Dictionary<string, ResolvedSetting> resolved = answers is null ? [] : SettingResolution.GetAll(answers).ToDictionary(setting => setting.Key);
        return [.. settings.Select(s => new Given(s.Key, IsKept(s) ? s.Reference : resolved.GetValueOrDefault(s.Key, s).Value, !IsKept(s) && IsSecret(s)))];
    }

    private void AddStores(List<SettingVariable> variables, List<Given> given)
    {
        Dictionary<string, string> own = SplitsStores ? NameOwn(given) : [];
        AddGroup(variables, SettingVariables.Stores, SettingVariables.StoresGroup, given.Where(one => !own.ContainsKey(one.Key)));
        variables.AddRange(given.Where(one => own.ContainsKey(one.Key)).Select(one => new SettingVariable(own[one.Key], one.Text, one.Key) { IsSecret = true }));
    }

    /// <summary>The variables of single secrets, by their keys; none when one of them can be named by no variable.</summary>
    private static Dictionary<string, string> NameOwn(List<Given> given)
    {
        string[] stores = [.. given.Where(one => !one.IsSecret).Select(one => SettingKey.Find(one.Key)!.Value.Store).OfType<string>().Distinct()];
        Dictionary<string, string> own = [];
        foreach (Given one in given.Where(one => one.IsSecret))
        {
            if (SettingVariables.ForAttribute(SettingKey.Find(one.Key)!.Value, stores) is not string variable)
            {
                return [];
            }

            own[one.Key] = variable;
        }

        return own;
    }

    private void AddGroup(List<SettingVariable> variables, string name, string group, IEnumerable<Given> given)
    {
        Given[] members = [.. given.OrderBy(one => SettingKey.Find(one.Key)?.Store ?? "", StringComparer.Ordinal).ThenBy(one => one.Key, StringComparer.Ordinal)];

        // A DJ_STORES that hides the stores of the project's files is passed on even when it is empty.
        if (members.Length > 0 || (group == SettingVariables.StoresGroup && Selection.IsAll && _snapshot.Stores.HidesProjectFiles))
        {
            string? text = members.Any(one => one.Text is null) ? null : ChildGroup.Serialize(members.Select(one => (one.Key[(group.Length + 1)..], one.Value)));
            variables.Add(new(name, text, group) { IsSecret = members.Any(one => one.IsSecret), IsGroup = true });
        }
    }

    private bool IsKept(ResolvedSetting setting) => KeepsReferences && setting.Reference is not null;

    /// <summary>Whether the value is a credential, or has a password in a URL.</summary>
    private static bool IsSecret(ResolvedSetting setting) =>
        setting.IsSecret || setting.Value.IsSecret || setting.Value.ToString() != setting.Value.Reveal();

    /// <summary>To Python an empty variable is a value, here it is none. An empty path would become the current directory there.</summary>
    private bool TakesEmpty(SettingDefinition definition) =>
        IsPython && !(definition.Type == SettingType.Path && definition.Default is null) && definition.EnvironmentVariables is [.., string own] && PythonProcess.Reads(own);

    /// <summary>datajoint-python takes 3306 for every backend that a file names.</summary>
    private bool DiffersInPython(ResolvedSetting setting) =>
        setting.Key == "database.port" && _snapshot.Database.Backend == "postgresql";

    /// <summary>A setting that becomes a variable, or a part of one.</summary>
    private sealed class Given
    {
        public Given(string key, SettingValue value, bool isSecret)
        {
            Key = key;
            Value = value;
            IsSecret = isSecret;
        }

        public string Key { get; }

        public SettingValue Value { get; }

        public bool IsSecret { get; }

        /// <summary>The text, or null for what is not resolved.</summary>
        public string? Text => Value.AsSecret()!.IsResolved ? Value.Reveal() : null;

        public bool IsIn(string group) => Key.StartsWith(group + ".", StringComparison.Ordinal);
    }
}
