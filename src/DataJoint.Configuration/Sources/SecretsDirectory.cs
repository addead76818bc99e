namespace DataJoint.Configuration;

/// <summary>Reads a secrets directory: the environment's JSON file, the single-value files, and <c>datajoint.json</c>.</summary>
internal sealed class SecretsDirectory
{
    private readonly string _directory;
    private readonly string _shown;
    private readonly string? _environment;
    private readonly SecretPermissions? _permissions;
    private readonly Findings _findings;

    /// <summary>Prepares reading.</summary>
    /// <param name="directory">The directory, absolute.</param>
    /// <param name="shown">The directory as origins show it.</param>
    /// <param name="environment">The chosen environment, or null.</param>
    /// <param name="permissions">What checks permissions; null for a directory that the platform owns.</param>
    /// <param name="findings">Takes what is wrong.</param>
    internal SecretsDirectory(string directory, string shown, string? environment, SecretPermissions? permissions, Findings findings)
    {
        _directory = directory;
        _shown = shown;
        _environment = environment;
        _permissions = permissions;
        _findings = findings;
    }

    /// <summary>Whether a name in a secrets directory is never a value: hidden, an editor's left-over, or documentation.</summary>
    internal static bool IsSkipped(string name) =>
        name.Length == 0 || name[0] == '.' || name[name.Length - 1] == '~'
        || name.StartsWith("README", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    /// <summary>The environment that a file name such as <c>datajoint.dev.json</c> belongs to, or null.</summary>
    internal static string? EnvironmentOf(string name)
    {
        const string Prefix = "datajoint.";
        const string Suffix = ".json";
        if (name.Length <= Prefix.Length + Suffix.Length || !name.StartsWith(Prefix, StringComparison.Ordinal)
            || !name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        string environment = name.Substring(Prefix.Length, name.Length - Prefix.Length - Suffix.Length);
        return EnvironmentName.IsValid(environment) ? environment : null;
    }

    /// <summary>The key that a single-value file's name stands for; a store's attribute has no dot here, so that a backup such as <c>x.bak</c> is none.</summary>
    internal static bool TryKey(string name, out SettingKey key)
    {
        bool known = SettingKey.TryParse(name, out SettingKey? parsed)
            && !parsed.Value.IsCustom && parsed.Value.Attribute?.IndexOf('.') is null or -1;
        key = known ? parsed!.Value : default;
        return known;
    }

    /// <summary>Reads everything, and adds what it finds to <paramref name="tables"/>, highest first.</summary>
    /// <returns>True when there was a file for the chosen environment.</returns>
    internal bool Read(List<ValueTable> tables)
    {
        if (!DirectoryListing.TryList(_directory, out List<string> names, out string? failure))
        {
            _findings.Add(
                DiagnosticRules.UnreadableFile, $"{_shown} cannot be read: {failure}", "Give the current user access to it.", new Origin(_shown));
            return false;
        }

        _permissions?.CheckDirectory(_directory, _shown);
        ValueTable? environment = _environment is null ? null : ReadJson(names, $"datajoint.{_environment}.json");
        ValueTable single = ReadSingleValues(names);
        ValueTable? plain = ReadJson(names, ProjectFinder.ConfigFileName);
        Add(tables, environment);
        Add(tables, single);
        Add(tables, plain);
        return environment is not null;
    }

    private static void Add(List<ValueTable> tables, ValueTable? table)
    {
        if (table is { IsEmpty: false })
        {
            tables.Add(table);
        }
    }

    private ValueTable? ReadJson(List<string> names, string name)
    {
        if (names.BinarySearch(name, StringComparer.Ordinal) < 0)
        {
            return null;
        }

        string path = Path.Combine(_directory, name);
        ValueTable? table = JsonFile.Read(path, _shown + "/" + name, SettingLayer.Secrets, _findings, out EntryFacts facts);
        _permissions?.CheckFile(path, _shown + "/" + name, facts);
        return table;
    }

    private ValueTable ReadSingleValues(List<string> names)
    {
        ValueTable table = new(SettingLayer.Secrets);
        foreach (string name in names)
        {
            if (IsSkipped(name) || name == ProjectFinder.ConfigFileName || EnvironmentOf(name) is not null)
            {
                continue;
            }

            if (TryKey(name, out SettingKey key))
            {
                ReadSingleValue(table, key, name);
            }
            else if (FileReading.Stat(Path.Combine(_directory, name)).Kind != EntryKind.Directory)
            {
                ReportUnknown(name);
            }
        }

        return table;
    }

    private void ReadSingleValue(ValueTable table, SettingKey key, string name)
    {
        string path = Path.Combine(_directory, name);
        string shown = _shown + "/" + name;
        SingleValueText? text = SingleValueFile.Read(path, key.IsDocument, new(shown, shown), _findings, out EntryFacts facts);
        _permissions?.CheckFile(path, shown, facts);
        if (text is not SingleValueText found)
        {
            return;
        }

        if (ValueReading.TryRead(key, found.Text, out object? value, out ValueProblem? problem))
        {
            table.Set(key, new RawValue(value, SettingLayer.Secrets, shown, found.Line, found.Column));
        }
        else
        {
            _findings.Add(problem.Rule, problem.Message, problem.Hint, new Origin(shown, found.Line, found.Column));
        }
    }

    private void ReportUnknown(string name)
    {
        string shown = _shown + "/" + Display.Sanitize(name);
        if (!_findings.Wants(DiagnosticRules.UnknownSecretFile, _shown))
        {
            return;
        }

        if (SettingGroup.Is(name))
        {
            _findings.Add(
                DiagnosticRules.UnknownSecretFile, $"{shown} is not read: {SettingGroup.Describe(name)}",
                $"Rename it to one of them: {SettingGroup.Members(name)}.", new Origin(shown));
            return;
        }

        string? suggestion = LookalikeFiles.IsNear(name) ? ProjectFinder.ConfigFileName : UnknownKeys.Suggest(name);
        _findings.Add(
            DiagnosticRules.UnknownSecretFile,
            $"{shown} is not read: {Display.Quote(name)} is no setting" + (suggestion is null ? "" : $"; did you mean {suggestion}?"),
            suggestion is null ? "Move it elsewhere, or name it after a setting." : $"Rename it to {suggestion}.",
            new Origin(shown));
    }
}
