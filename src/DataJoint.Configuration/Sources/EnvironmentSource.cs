using System.Text;

namespace DataJoint.Configuration;

/// <summary>Reads the settings that <c>DJ_*</c> variables give.</summary>
internal sealed class EnvironmentSource
{
    internal const string StoresVariable = "DJ_STORES";
    internal const string FileSuffix = "_FILE";

    private static readonly Dictionary<string, SettingDefinition> ByVariable = IndexVariables();

    private readonly string? _directory;
    private readonly Findings _findings;
    private readonly ValueTable _table = new(SettingLayer.Environment);

    /// <summary>Prepares reading.</summary>
    /// <param name="directory">The directory that relative paths in <c>_FILE</c> variables start from, or null.</param>
    /// <param name="findings">Takes what is wrong.</param>
    internal EnvironmentSource(string? directory, Findings findings)
    {
        _directory = directory;
        _findings = findings;
    }

    /// <summary>The values of the variables that belong to a fixed setting, and of store variables.</summary>
    internal ValueTable Table => _table;

    /// <summary>The values of DJ_STORES, or null when it is not set. It replaces the stores of the project layer.</summary>
    internal ValueTable? Stores { get; private set; }

    internal static bool TryFindSetting(string variable, out SettingDefinition definition) =>
        ByVariable.TryGetValue(variable, out definition!);

    internal static string? BaseOfFileVariable(string name) =>
        name.EndsWith(FileSuffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - FileSuffix.Length) : null;

    /// <summary>Reads all variables but those of single stores, which need to know the stores first.</summary>
    internal void ReadSettings(IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        foreach (KeyValuePair<string, string> variable in variables)
        {
            string? fileBase = BaseOfFileVariable(variable.Key);
            if (ByVariable.TryGetValue(variable.Key, out SettingDefinition? direct))
            {
                ReadSetting(SettingKey.Of(direct), variable, isFile: false);
            }
            else if (fileBase is not null && ByVariable.TryGetValue(fileBase, out SettingDefinition? byFile))
            {
                ReadSetting(SettingKey.Of(byFile), variable, isFile: true);
            }
            else if (variable.Key == StoresVariable || fileBase == StoresVariable)
            {
                ReadStoresVariable(variable, fileBase is not null);
            }
            else if (!variable.Key.StartsWith(StoreVariables.Prefix, StringComparison.Ordinal)
                && Array.IndexOf(ControlVariables.Names, variable.Key) < 0)
            {
                if (variable.Value.Length > 0)
                {
                    NearMissVariables.Report(variable.Key, _findings);
                }
            }
        }
    }

    /// <summary>Reads the variables of single stores.</summary>
    /// <param name="variables">All DJ_ variables.</param>
    /// <param name="stores">The stores that the other layers know.</param>
    internal void ReadStoreVariables(IReadOnlyList<KeyValuePair<string, string>> variables, StoreVariables stores)
    {
        foreach (KeyValuePair<string, string> variable in variables)
        {
            if (!variable.Key.StartsWith(StoreVariables.Prefix, StringComparison.Ordinal) || variable.Key == StoresVariable + FileSuffix)
            {
                continue;
            }

            string? fileBase = BaseOfFileVariable(variable.Key);
            SettingKey? key = stores.Match(fileBase ?? variable.Key, variable.Key, variable.Value.Length > 0 ? _findings : new Findings());
            if (key is not null)
            {
                ReadSetting(key.Value, variable, fileBase is not null);
            }
        }
    }

    private static Dictionary<string, SettingDefinition> IndexVariables()
    {
        Dictionary<string, SettingDefinition> index = new(StringComparer.Ordinal);
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            foreach (string variable in definition.EnvironmentVariables)
            {
                index.Add(variable, definition);
            }
        }

        return index;
    }

    private void ReadSetting(SettingKey key, KeyValuePair<string, string> variable, bool isFile)
    {
        if (variable.Value.Length == 0)
        {
            if (key.IsSecret)
            {
                ReportEmpty(variable.Key);
            }

            return;
        }

        string? text = isFile ? ReadFile(variable, key.IsDocument, key.IsSecret) : variable.Value;
        if (text is null)
        {
            return;
        }

        if (!ValueReading.TryRead(key, text, out object? value, out ValueProblem? problem))
        {
            _findings.Add(problem.Rule, problem.Message + $" (in {variable.Key})", problem.Hint, new Origin(variable.Key));
            return;
        }

        RawValue raw = new(value, SettingLayer.Environment, variable.Key);
        RawValue? earlier = _table.Get(key);
        if (earlier is null || !Contradicts(key, earlier, raw))
        {
            _table.Set(key, earlier is null || IsPreferred(key, variable.Key) ? raw : earlier);
        }
    }

    /// <summary>Two variables for one setting: both forms of one are an error; two names are one only when their values differ.</summary>
    private bool Contradicts(SettingKey key, RawValue earlier, RawValue later)
    {
        bool bothForms = BaseOfFileVariable(later.Source) == earlier.Source || BaseOfFileVariable(earlier.Source) == later.Source;
        if (!bothForms && Equals(earlier.Value, later.Value))
        {
            return false;
        }

        string why = bothForms ? "are both set" : "have different values";
        _findings.Add(
            DiagnosticRules.ConflictingVariables, $"{earlier.Source} and {later.Source} {why}; both give {Display.Sanitize(key.Text)} its value",
            "Unset one of the two.", new Origin(later.Source));
        return true;
    }

    private static bool IsPreferred(SettingKey key, string variable) =>
        key.Definition is SettingDefinition definition && definition.EnvironmentVariables[0] == variable;

    private void ReadStoresVariable(KeyValuePair<string, string> variable, bool isFile)
    {
        if (variable.Value.Length == 0)
        {
            return;
        }

        string? text = isFile ? ReadFile(variable, isDocument: true, isSecret: true) : variable.Value;
        if (text is null)
        {
            return;
        }

        if (Stores is not null)
        {
            _findings.Add(
                DiagnosticRules.ConflictingVariables, $"{StoresVariable} and {StoresVariable}{FileSuffix} are both set",
                "Unset one of the two.", new Origin(variable.Key));
        }

        if (text.Trim(' ', '\t', '\r', '\n', '\uFEFF') == "null")
        {
            return; // "Not set here", as everywhere: the stores of the files stay.
        }

        Stores = JsonSettings.ReadStores(JsonSource.Variable(Encoding.UTF8.GetBytes(text), variable.Key), _findings);
    }

    private string? ReadFile(KeyValuePair<string, string> variable, bool isDocument, bool isSecret)
    {
        string path = variable.Value;
        if (_directory is not null && FileReading.CanExist(path) && !Path.IsPathRooted(path))
        {
            path = Path.Combine(_directory, path);
        }

        // What leads to no file may be the secret itself, put where its file's path belongs.
        bool showsPath = !isSecret || path == variable.Value || FileReading.Stat(path).Kind != EntryKind.Missing;
        string name = $"the file that {Display.Sanitize(variable.Key)} names" + (showsPath ? $" ({Display.Sanitize(variable.Value)})" : "");
        return SingleValueFile.Read(path, isDocument, new(name, variable.Key), _findings, out _)?.Text;
    }

    private void ReportEmpty(string variable) =>
        _findings.Add(
            DiagnosticRules.EmptySecretVariable, $"{variable} is empty and counts as unset",
            "Define the secret where the variable is set, or unset the variable.", new Origin(variable));
}
