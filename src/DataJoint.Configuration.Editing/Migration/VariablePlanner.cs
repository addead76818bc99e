using System.Text;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Migration;

/// <summary>Decides where the value of each variable of a file goes. A load reads the variables, so they mean what they would mean to a program.</summary>
internal sealed class VariablePlanner
{
    private readonly string _file;
    private readonly IReadOnlyCollection<ImportedVariable> _variables;
    private readonly List<string> _notes = [];

    /// <summary>Prepares planning.</summary>
    /// <param name="file">The file as messages show it.</param>
    /// <param name="variables">What it gives.</param>
    public VariablePlanner(string file, IReadOnlyCollection<ImportedVariable> variables)
    {
        _file = file;
        _variables = variables;
    }

    /// <summary>What is not imported, and why.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>What a load says of the variables.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; private set; } = [];

    /// <summary>Makes the steps.</summary>
    /// <param name="options">How the project is loaded.</param>
    /// <param name="target">What the project has.</param>
    /// <exception cref="ConfigurationException">A value is wrong, or something in the project's files is.</exception>
    public IReadOnlyList<MigrationStep> Plan(ConfigurationOptions options, MigrationTarget target)
    {
        var taken = _variables.Where(IsSetting).ToDictionary(v => v.Name, v => v.Value.Reveal(), StringComparer.Ordinal);
        ConfigurationSnapshot snapshot = Load(options, taken);
        Diagnostic[] told = [.. snapshot.Diagnostics.Where(d => d.Origin is Origin origin && taken.ContainsKey(origin.Source) && IsAboutNames(d))];
        Diagnostics = [.. told.Select(Place)];
        MigrationSteps steps = new(target) { Replaces = true };
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (ResolvedSetting setting in snapshot.ListSettings().Where(s => s.Layer == SettingLayer.Environment && s.Value.HasValue))
        {
            ImportedVariable from = _variables.First(v => v.Name == setting.Origin!.Source);
            used.Add(from.Name);
            CheckSize(setting, from);
            Add(steps, SettingKey.Find(setting.Key)!.Value, Protect(setting), (from.Name, new Origin(_file, from.Line)));
        }

        bool IsTold(string variable) => Array.Exists(told, d => d.Origin!.Source == variable);
        foreach (ImportedVariable unused in _variables.Where(v => taken.ContainsKey(v.Name) && !used.Contains(v.Name) && !IsTold(v.Name) && !IsTwin(v.Name, used)))
        {
            Note(unused, SettingVariables.GiveSetting(unused.Name) ? "it gives no setting a value" : "it is not a variable that DataJoint reads");
        }

        return steps.All;
    }

    private static void Add(MigrationSteps steps, SettingKey key, MigratedValue value, (string OldKey, Origin Origin) old)
    {
        if (key.IsCustom)
        {
            string[] names = key.Text.Split('.');
            steps.AddCustom(key, value, old, [.. Enumerable.Range(1, names.Length - 1).Select(count => string.Join(".", names.Take(count)))], note: null);
        }
        else
        {
            steps.Add(key, value, old, note: null);
        }
    }

    /// <exception cref="ConfigurationException">It is a credential that is longer than one may be.</exception>
    private void CheckSize(ResolvedSetting setting, ImportedVariable from)
    {
        if (SettingKey.Find(setting.Key)!.Value.IsSecret && Encoding.UTF8.GetByteCount(from.Value.Reveal()) > SingleValueText.MaxBytes)
        {
            throw new ConfigurationException(
            [
                new Diagnostic(
                    FileRules.FileTooLarge, $"the value for {Display.Sanitize(setting.Key)} is larger than {SingleValueText.MaxBytes / 1024} KiB",
                    $"Check the value of {Display.Sanitize(from.Name)}.", new Origin(_file, from.Line)),
            ]);
        }
    }

    /// <summary>What is wrong with a variable is to be corrected where the file gives it.</summary>
    private Diagnostic Place(Diagnostic found)
    {
        if (found.Origin is not Origin origin || _variables.FirstOrDefault(v => v.Name == origin.Source) is not ImportedVariable variable)
        {
            return found;
        }

        Origin place = new(_file, variable.Line);
        return found.At(place, found.Hint ?? $"Correct {Display.Sanitize(variable.Name)} in {place}, or remove the line.");
    }

    /// <summary>Whether another variable gave the same setting the same value, as DJ_TLS and DJ_USE_TLS do.</summary>
    private static bool IsTwin(string variable, HashSet<string> used) =>
        EnvironmentSource.TryFindSetting(variable, out SettingDefinition definition) && definition.EnvironmentVariables.Any(used.Contains);

    /// <summary>Whether a variable gives a value that can go into a file.</summary>
    private bool IsSetting(ImportedVariable variable)
    {
        string? why = Array.IndexOf(ControlVariables.Names, variable.Name) >= 0 ? "it is not a setting, and stays a variable"
            : variable.Value.Reveal().Length == 0 ? "it is empty, which means not set"
            : EnvironmentSource.BaseOfFileVariable(variable.Name) is not null && SettingVariables.GiveSetting(variable.Name)
                ? "it names a file; djc secrets set takes a value from its standard input"
                : null;
        if (why is not null)
        {
            Note(variable, why);
        }

        return why is null;
    }

    private void Note(ImportedVariable variable, string why) =>
        _notes.Add($"{Display.Sanitize(variable.Name)} ({new Origin(_file, variable.Line)}) is not imported: {why}");

    /// <exception cref="ConfigurationException">Something is wrong with a variable, or with the project's files.</exception>
    private ConfigurationSnapshot Load(ConfigurationOptions options, Dictionary<string, string> variables)
    {
        HostEnvironment host = options.HostEnvironment;
        Dictionary<string, string> all = new(variables, StringComparer.Ordinal);
        if (host.FindVariable(ControlVariables.ConfigFile) is string named)
        {
            all[ControlVariables.ConfigFile] = named;
        }

        try
        {
            return DataJointConfig.Load(new ConfigurationOptions
            {
                StartDirectory = options.StartDirectory,
                Strict = options.Strict,
                HostEnvironment = new HostEnvironment(all, host.FindCurrentDirectory(), mountedSecrets: null, host.FindHomeDirectory()),
            }).Snapshot;
        }
        catch (ConfigurationException failed)
        {
            throw new ConfigurationException([.. failed.Diagnostics.Select(Place)]);
        }
    }

    /// <summary>A text with a password in a URL is a credential, too, and so is not written where it would be committed.</summary>
    private static MigratedValue Protect(ResolvedSetting setting) => setting.Value.Raw switch
    {
        Secret { IsResolved: false } => MigratedValue.From(new Secret(setting.Reference!)),
        string text when setting.Value.ToString() != text => MigratedValue.From(new Secret(text)),
        object value => MigratedValue.From(value),
        _ => throw new InvalidOperationException("The setting has no value."),
    };

    private static bool IsAboutNames(Diagnostic found) =>
        found.Id is DiagnosticIds.UnknownVariable or DiagnosticIds.UnmatchedStoreVariable or DiagnosticIds.UnknownKey or DiagnosticIds.NearStore
            or DiagnosticIds.Placeholder or DiagnosticIds.SurroundedValue;
}
