using System.Text;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>Reads the settings that <c>DJ_*</c> variables give.</summary>
internal sealed class EnvironmentReader
{
    private readonly SourceReading _reading;
    private readonly DiagnosticBag _diagnostics;
    private readonly ValueTable _table = new(SettingLayer.Environment);
    private ValueTable? _stores;
    private ValueTable? _custom;

    public EnvironmentReader(SourceReading reading)
    {
        _reading = reading;
        _diagnostics = reading.Diagnostics;
    }

    /// <summary>Reads all variables and gives their values.</summary>
    public void Read()
    {
        ReadSettings();
        _reading.Give(_table);
        if (_stores is not null)
        {
            _reading.Give(_stores);
        }

        if (_custom is not null)
        {
            _reading.Give(_custom);
        }

        ReadStoreVariables();
    }

    /// <summary>Reads all variables but those of single stores, which need to know the stores first.</summary>
    private void ReadSettings()
    {
        foreach (KeyValuePair<string, string> variable in _reading.Variables)
        {
            string? fileBase = EnvironmentSource.BaseOfFileVariable(variable.Key);
            if (EnvironmentSource.TryFindSetting(variable.Key, out SettingDefinition direct))
            {
                ReadSetting(SettingKey.From(direct), variable, isFile: false);
            }
            else if (fileBase is not null && EnvironmentSource.TryFindSetting(fileBase, out SettingDefinition byFile))
            {
                ReadSetting(SettingKey.From(byFile), variable, isFile: true);
            }
            else if (variable.Key == EnvironmentSource.StoresVariable || fileBase == EnvironmentSource.StoresVariable)
            {
                ReadStores(variable, fileBase is not null);
            }
            else if (variable.Key == EnvironmentSource.CustomVariable || fileBase == EnvironmentSource.CustomVariable)
            {
                _custom = ReadGroup(variable, SettingCatalogue.CustomGroup, fileBase is not null, _custom);
            }
            else if (!variable.Key.StartsWith(StoreVariables.Prefix, StringComparison.Ordinal)
                && Array.IndexOf(ControlVariables.Names, variable.Key) < 0)
            {
                if (variable.Value.Length > 0)
                {
                    NearMissVariables.Report(variable.Key, _diagnostics);
                }
            }
        }
    }

    /// <summary>Reads the variables of single stores.</summary>
    private void ReadStoreVariables()
    {
        StoreVariables? stores = null;
        foreach (KeyValuePair<string, string> variable in _reading.Variables)
        {
            if (!variable.Key.StartsWith(StoreVariables.Prefix, StringComparison.Ordinal) || variable.Key == EnvironmentSource.StoresVariable + EnvironmentSource.FileSuffix)
            {
                continue;
            }

            stores ??= new StoreVariables(_reading.ListStores());
            string? fileBase = EnvironmentSource.BaseOfFileVariable(variable.Key);
            SettingKey? key = stores.Match(fileBase ?? variable.Key, variable.Key, variable.Value.Length > 0 ? _diagnostics : new DiagnosticBag());
            if (key is not null)
            {
                ReadSetting(key.Value, variable, fileBase is not null);
            }
        }
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
            _diagnostics.Add(problem.Rule, problem.Message + $" (in {variable.Key})", problem.Hint, new Origin(variable.Key));
            return;
        }

        SuspectText.ReportVariable(key, text, variable.Key, _diagnostics);
        bool isReadInProject = value is Secret { IsResolved: false } && IsReadInProject(variable, isFile);
        RawValue raw = new(value, SettingLayer.Environment, variable.Key) { IsReadInProject = isReadInProject };
        raw = isFile && key.IsUndescribed ? raw.AsSecret() : raw;
        RawValue? earlier = _table.Get(key);
        if (earlier is null || !Contradicts(key, earlier, raw))
        {
            _table.Set(key, earlier is null || IsPreferred(key, variable.Key) ? raw : earlier);
        }
    }

    /// <summary>Whether a stranger may have written a reference: it stands in a file of the project, or in one that gives variables. Costs a look at each link.</summary>
    private bool IsReadInProject(KeyValuePair<string, string> variable, bool isFile) =>
        _reading.VariablesOfFiles.Contains(variable.Key) || (isFile && _reading.IsInProject(PathOf(variable)));

    /// <summary>Two variables for one setting: both forms of one are an error; two names are one only when their values differ.</summary>
    private bool Contradicts(SettingKey key, RawValue earlier, RawValue later)
    {
        bool bothForms = EnvironmentSource.BaseOfFileVariable(later.Source) == earlier.Source || EnvironmentSource.BaseOfFileVariable(earlier.Source) == later.Source;
        if (!bothForms && Equals(earlier.Value, later.Value))
        {
            return false;
        }

        string why = bothForms ? "are both set" : "have different values";
        _diagnostics.Add(
            VariableRules.ConflictingVariables, $"{earlier.Source} and {later.Source} {why}; both give {Display.Sanitize(key.Text)} its value",
            "Unset one of the two.", new Origin(later.Source));
        return true;
    }

    private static bool IsPreferred(SettingKey key, string variable) =>
        key.Definition is SettingDefinition definition && definition.EnvironmentVariables[0] == variable;

    private void ReadStores(KeyValuePair<string, string> variable, bool isFile)
    {
        _stores = ReadGroup(variable, StoreVariables.Group, isFile, _stores);
        if (_stores is not null)
        {
            _stores.ReplacesStores = true;
        }
    }

    /// <summary>Reads a variable that gives a whole group as JSON.</summary>
    /// <returns>What is given, or what the other form of the variable gave.</returns>
    private ValueTable? ReadGroup(KeyValuePair<string, string> variable, string group, bool isFile, ValueTable? earlier)
    {
        string? text = variable.Value.Length == 0 ? null : isFile ? ReadFile(variable, isDocument: true, isSecret: true) : variable.Value;
        if (text is null)
        {
            return earlier;
        }

        if (earlier is not null)
        {
            string other = EnvironmentSource.BaseOfFileVariable(variable.Key) ?? variable.Key;
            _diagnostics.Add(
                VariableRules.ConflictingVariables, $"{other} and {other}{EnvironmentSource.FileSuffix} are both set",
                "Unset one of the two.", new Origin(variable.Key));
        }

        // "Not set here", as everywhere: the stores of the files stay.
        if (text.Trim(' ', '\t', '\r', '\n', '\uFEFF') == "null")
        {
            return earlier;
        }

        ValueTable table = JsonSettings.ReadGroup(JsonSource.Variable(Encoding.UTF8.GetBytes(text), variable.Key), group, _diagnostics);
        table = isFile ? table.CopyWith(static (key, value) => SettingKey.Find(key) is { IsUndescribed: true } ? value.AsSecret() : value) : table;
        return table.HasReferences && IsReadInProject(variable, isFile) ? table.CopyWith(static (_, value) => value.AsReadInProject()) : table;
    }

    private string? ReadFile(KeyValuePair<string, string> variable, bool isDocument, bool isSecret)
    {
        string path = PathOf(variable);

        // What leads to no file may be the secret itself, put where its file's path belongs.
        bool showsPath = !isSecret || path == variable.Value || FileReading.Stat(path).Kind != EntryKind.Missing;
        string name = $"the file that {Display.Sanitize(variable.Key)} names" + (showsPath ? $" ({Display.Sanitize(variable.Value)})" : "");
        string? text = SingleValueFile.Read(path, isDocument, new(name, variable.Key), _diagnostics, out EntryFacts facts)?.Text;
        _reading.Note(path, facts);
        return text;
    }

    private string PathOf(KeyValuePair<string, string> variable) =>
        _reading.CurrentDirectory is string directory && FileReading.CanExist(variable.Value) && !Path.IsPathRooted(variable.Value)
            ? Path.Combine(directory, variable.Value) : variable.Value;

    private void ReportEmpty(string variable) =>
        _diagnostics.Add(
            VariableRules.EmptySecretVariable, $"{variable} is empty and counts as unset",
            "Define the secret where the variable is set, or unset the variable.", new Origin(variable));
}
