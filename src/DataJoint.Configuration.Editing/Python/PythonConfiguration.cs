using System.Globalization;
using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>The configuration that datajoint-python 2.3 would have in the same place with the same variables.</summary>
/// <remarks>
/// Its order: variables of its <c>ENV_VAR_MAPPING</c>, datajoint.json, other variables, single-value secret files, defaults; DJ_STORES replaces
/// the file's stores. Observed by running it, not read off its documentation, which promises another order.
/// </remarks>
internal sealed class PythonConfiguration
{
    private readonly PythonState _state;
    private readonly List<(string Source, string Why)> _failures = [];

    private readonly string? _mountedSecrets;

    private readonly HashSet<string> _ambiguous;

    private PythonConfiguration(PythonProject project, PythonEnvironment environment, string? mountedSecrets)
    {
        Environment = environment;
        _ambiguous = new(environment.ListAmbiguous(), StringComparer.Ordinal);
        Project = project;
        _state = new(project.FileName);
        _failures.AddRange(environment.Apply(_state));
        DerivePort();
        bool readsFiles = !environment.IgnoresFiles && _failures.Count == 0;
        FileObjection = !readsFiles || project.ConfigFile is null ? null : PythonFile.Apply(project.ConfigFile, environment, _state);
        LacksFile = readsFiles && project.ConfigFile is null;
        if (environment.ApplyStores(_state) is string objection)
        {
            _failures.Add((Sources.EnvironmentSource.StoresVariable, objection));
        }

        string? secrets = project.SecretsDirectory ?? mountedSecrets;
        _mountedSecrets = mountedSecrets;
        HidesMountedSecrets = project.SecretsDirectory is not null;
        if (readsFiles && !_state.IgnoresSecrets && secrets is not null && FileReading.Stat(secrets).Kind == EntryKind.Directory)
        {
            _failures.AddRange(PythonSecrets.Fill(secrets, project.Shorten(secrets), _state));
        }

        SplitHost();
    }

    public PythonEnvironment Environment { get; }

    public PythonProject Project { get; }

    /// <summary>Whether there is a datajoint.json; without one Python looks for no <c>.secrets/</c>.</summary>
    public bool HasFile => Project.ConfigFile is not null;

    /// <summary>Whether Python warns that there is no datajoint.json.</summary>
    public bool LacksFile { get; }

    /// <summary>Whether <c>.secrets/</c> keeps the mounted directory from being read.</summary>
    public bool HidesMountedSecrets { get; }

    /// <summary>Whether Python knows a directory as the mounted one: its place is fixed, and no variable names another.</summary>
    public bool KnowsMounted(string directory) => _mountedSecrets is not null && directory == Path.GetFullPath(_mountedSecrets);

    /// <summary>Why Python does not read datajoint.json, or not to its end; else null.</summary>
    public string? FileObjection { get; }

    /// <summary>Variables and files with which Python does not even start, and why.</summary>
    public IReadOnlyList<(string Source, string Why)> ImportFailures => _failures;

    /// <summary>Whether the host cannot be used: Python splits at every colon.</summary>
    public bool HostBreaks { get; private set; }

    /// <summary>Every store with its node; the defaults are not among them unless they are objects.</summary>
    public IEnumerable<KeyValuePair<string, PythonNode>> Stores =>
        _state.Stores.Members.Where(s => s.Value.Kind == PythonNodeKind.Dictionary || s.Key is not ("default" or "filepath_default"));

    public static PythonConfiguration From(string startDirectory, ProjectLocation ours, HostEnvironment hostEnvironment)
    {
        PythonEnvironment environment = new(hostEnvironment.ListVariables(PythonFields.ReadsInAnyCase));
        string? named = environment.ConfigFile;
        PythonProject project = named is not null && FileReading.CanExist(named)
            ? PythonProject.Name(Path.Combine(hostEnvironment.FindCurrentDirectory() ?? startDirectory, named), ours)
            : PythonProject.Find(startDirectory, ours);
        return new(project, environment, hostEnvironment.MountedSecrets);
    }

    /// <summary>Whether a value comes from a variable that is set in several spellings, so that it may as well be another.</summary>
    public bool IsUncertain(string key, PythonValue value) =>
        (value.Source ?? (key == SettingCatalogue.Port.Key ? PythonFields.Find("database.backend")!.Variable : null)) is string source
        && _ambiguous.Contains(source.ToUpperInvariant());

    /// <summary>The value of a setting, or null when Python has no such setting.</summary>
    public PythonValue? Find(string key)
    {
        if (_state.Settings.TryGetValue(key, out PythonValue? value))
        {
            return value;
        }

        const string Prefix = "stores.";
        string store = key.StartsWith(Prefix, StringComparison.Ordinal) ? key.Substring(Prefix.Length) : ".";
        PythonNode? node = store.IndexOf('.') < 0 ? _state.Stores.Find(store) : null;
        return node is null || node.Kind == PythonNodeKind.Dictionary
            ? null
            : PythonValue.From(node, _state.StoresSource, isProtected: false);
    }

    /// <summary>Every attribute of every store, by its full key.</summary>
    public Dictionary<string, PythonValue> ListAttributes()
    {
        Dictionary<string, PythonValue> found = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, PythonNode> store in _state.Stores.Members)
        {
            AddAttributes(found, "stores." + store.Key, store.Value);
        }

        return found;
    }

    private void AddAttributes(Dictionary<string, PythonValue> found, string key, PythonNode node)
    {
        foreach (KeyValuePair<string, PythonNode> member in node.Members)
        {
            string full = key + "." + member.Key;
            if (member.Value.Kind == PythonNodeKind.Dictionary)
            {
                AddAttributes(found, full, member.Value);
                continue;
            }

            bool isFromSecrets = _state.AttributeSources.TryGetValue(full, out string? file);
            found[full] = PythonValue.From(member.Value, file ?? _state.StoresSource, isFromSecrets && SettingKey.Find(full) is not { IsUndescribed: false });
        }
    }

    /// <summary>The default port follows the variable DJ_BACKEND alone; a backend in the file comes too late.</summary>
    private void DerivePort()
    {
        if (_state.Settings["database.port"] is { Source: null } or { Text: null })
        {
            _state.Settings["database.port"] = new PythonValue(_state.Text("database.backend") == "postgresql" ? "5432" : "3306", null);
        }
    }

    /// <summary>A host with a port beats the port setting, whatever sets it; that happens when the connection is made.</summary>
    private void SplitHost()
    {
        PythonValue host = _state.Settings["database.host"];
        if (host.Text?.IndexOf(':') is not (int colon and >= 0))
        {
            return;
        }

        string port = host.Text.Substring(colon + 1);
        HostBreaks = !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (!HostBreaks)
        {
            _state.Settings["database.host"] = new PythonValue(host.Text.Substring(0, colon), host.Source);
            _state.Settings["database.port"] = new PythonValue(number.ToString(CultureInfo.InvariantCulture), host.Source);
        }
    }
}
