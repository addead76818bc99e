using System.Globalization;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>The configuration that datajoint-python 2.3 would have in the same place with the same variables.</summary>
/// <remarks>
/// Its order: variables of its <c>ENV_VAR_MAPPING</c>, datajoint.json, other variables, single-value secret files, defaults; DJ_STORES replaces
/// the file's stores. Observed by running it, not read off its documentation, which promises another order.
/// </remarks>
internal sealed class PythonConfiguration
{
    private readonly PythonState _state = new();
    private readonly PythonEnvironment _environment;

    private PythonConfiguration(ProjectLocation project, PythonEnvironment environment, string? mountedSecrets)
    {
        _environment = environment;
        HasFile = project.ConfigFile is not null;
        ImportFailures = [.. environment.ListImportFailures()];
        ReadVariables();
        if (environment.IgnoresFiles)
        {
            ReadStores();
            SplitHost();
            return;
        }

        FileObjection = project.ConfigFile is null ? null : PythonFile.Apply(project.ConfigFile, environment, _state);
        ReadStores();
        string? secrets = HasFile && project.SecretsDirectory is not null ? project.SecretsDirectory : mountedSecrets;
        HidesMountedSecrets = secrets == project.SecretsDirectory;
        if (secrets is not null && !_state.IgnoresSecrets)
        {
            new PythonSecrets(secrets, project.Shorten(secrets), _state).Fill();
        }

        SplitHost();
    }

    /// <summary>Whether there is a datajoint.json; without one Python looks for no <c>.secrets/</c>.</summary>
    public bool HasFile { get; }

    /// <summary>Whether <c>.secrets/</c> keeps the mounted directory from being read.</summary>
    public bool HidesMountedSecrets { get; }

    /// <summary>Why Python does not read datajoint.json, or not to its end; else null.</summary>
    public string? FileObjection { get; }

    /// <summary>Variables with which Python does not even start, and why.</summary>
    public IReadOnlyList<(string Variable, string Why)> ImportFailures { get; }

    /// <summary>Whether the host cannot be used: Python splits at every colon.</summary>
    public bool HostBreaks { get; private set; }

    public static PythonConfiguration From(ProjectLocation project, HostEnvironment hostEnvironment) =>
        new(project, new PythonEnvironment(hostEnvironment.ListVariables(PythonFields.ReadsInAnyCase)), hostEnvironment.MountedSecrets);

    /// <summary>The value of a setting that is given, or null when it has its default.</summary>
    public PythonValue? Find(string key)
    {
        if (_state.Settings.TryGetValue(key, out PythonValue? value))
        {
            return value;
        }

        const string Prefix = "stores.";
        string store = key.StartsWith(Prefix, StringComparison.Ordinal) ? key.Substring(Prefix.Length) : "";
        return store.IndexOf('.') < 0 && _state.Stores.TryGetValue(store, out PythonNode? node) && node.Kind != PythonNodeKind.Dictionary
            ? new PythonValue(node.Kind == PythonNodeKind.Null ? null : node.Text, StoresSource)
            : null;
    }

    /// <summary>Every attribute of every store, by its full key.</summary>
    public Dictionary<string, PythonValue> ListAttributes()
    {
        Dictionary<string, PythonValue> found = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, PythonNode> store in _state.Stores)
        {
            AddAttributes(found, "stores." + store.Key, store.Value);
        }

        return found;
    }

    private string StoresSource => _environment.ReadStores() is null ? ProjectFinder.ConfigFileName : EnvironmentSource.StoresVariable;

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

            string source = _state.AttributeSources.TryGetValue(full, out string? file) ? file : StoresSource;
            string? text = member.Value.Kind == PythonNodeKind.Null ? null : member.Value.Text;
            found[full] = new PythonValue(text, source, member.Value.Kind);
        }
    }

    private void ReadVariables()
    {
        foreach (PythonField field in PythonFields.All)
        {
            if (_environment.Read(field) is { Text: not null } given)
            {
                _state.Settings[field.Key] = given;
            }
        }

        // The default port follows the variable DJ_BACKEND alone; a backend in the file comes too late.
        if (_state.Text("database.port") is null && _state.Text("database.backend") == "postgresql")
        {
            _state.Settings["database.port"] = new PythonValue("5432", null);
        }
    }

    private void ReadStores()
    {
        if (_environment.ReadStores() is PythonNode stores)
        {
            _state.Stores.Clear();
            foreach (KeyValuePair<string, PythonNode> store in stores.Members)
            {
                _state.Stores[store.Key] = store.Value;
            }
        }
    }

    /// <summary>A host with a port beats the port setting, whatever sets it; that happens when the connection is made.</summary>
    private void SplitHost()
    {
        if (!_state.Settings.TryGetValue("database.host", out PythonValue? host) || host.Text!.IndexOf(':') is not (int colon and >= 0))
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
