using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Settings;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>The files of a secrets directory that hold one value each, such as <c>.secrets/database.password</c>.</summary>
/// <remarks>Among systemd's credentials a name may have the prefix <c>datajoint.</c>, and one that is not a setting is somebody else's.</remarks>
internal sealed class SingleValueSource : ISource
{
    private readonly SourcePlace _place;

    public SingleValueSource(SourcePlace place) => _place = place;

    public SettingLayer Layer => SettingLayer.Secrets;

    public bool ReadsFiles => true;

    public IEnumerable<string> Locate(SourceReading reading)
    {
        if (SourceFolder.Locate(_place, reading) is not string directory || !DirectoryListing.TryList(directory, out List<string> names, out _))
        {
            return [];
        }

        return names.Where(name => !SecretsDirectory.IsSkipped(name) && TryKey(name, out _)).Select(name => Path.Combine(directory, name));
    }

    public void Read(SourceReading reading)
    {
        SourceFolder folder = reading.Open(_place);
        ValueTable table = new(Layer);
        ValueTable prefixed = new(Layer);
        foreach (string name in folder.Names)
        {
            if (SecretsDirectory.IsSkipped(name) || SecretsDirectory.IsSettingsFile(name))
            {
                continue;
            }

            if (TryKey(name, out SettingKey key))
            {
                ReadValue(reading, folder, HasPrefix(name) ? prefixed : table, key, name);
            }
            else if (IsForSettings(name) && FileReading.Stat(folder.PathOf(name)).Kind != EntryKind.Directory)
            {
                ReportUnknown(reading, folder, name);
            }
        }

        foreach (ValueTable given in new[] { prefixed, table })
        {
            if (!given.IsEmpty)
            {
                reading.Give(given);
            }
        }
    }

    private bool TryKey(string name, out SettingKey key) =>
        _place == SourcePlace.Credentials ? CredentialNames.TryKey(name, out key) : SecretsDirectory.TryKey(name, out key);

    private bool HasPrefix(string name) => _place == SourcePlace.Credentials && CredentialNames.IsOurs(name);

    /// <summary>Whether a name that is not a setting was meant to be one.</summary>
    private bool IsForSettings(string name) => _place != SourcePlace.Credentials || CredentialNames.IsOurs(name);

    private static void ReadValue(SourceReading reading, SourceFolder folder, ValueTable table, SettingKey key, string name)
    {
        string path = folder.PathOf(name);
        string shown = folder.Show(name);
        SingleValueText? text = SingleValueFile.Read(path, key.IsDocument, new(shown, shown), reading.Diagnostics, out EntryFacts facts);
        reading.Note(path, facts);
        folder.CheckFile(path, shown, facts);
        if (text is not SingleValueText found)
        {
            return;
        }

        if (ValueReading.TryRead(key, found.Text, out object? value, out ValueProblem? problem))
        {
            if (SuspectText.Find(key, found.Text, $"{shown} is written") is ValueProblem suspect)
            {
                reading.Diagnostics.Add(suspect.Rule, suspect.Message, suspect.Hint, new Origin(shown, found.Line, found.Column));
            }

            bool isReadInProject = value is Secret { IsResolved: false } && reading.IsInProject(path);
            table.Set(key, new RawValue(value, SettingLayer.Secrets, shown, found.Line, found.Column) { IsReadInProject = isReadInProject });
        }
        else
        {
            reading.Diagnostics.Add(problem.Rule, problem.Message, problem.Hint, new Origin(shown, found.Line, found.Column));
        }
    }

    private void ReportUnknown(SourceReading reading, SourceFolder folder, string name)
    {
        DiagnosticBag diagnostics = reading.Diagnostics;
        string shown = folder.Show(Display.Sanitize(name));
        if (!diagnostics.Wants(SecretFileRules.UnknownSecretFile, folder.Shown))
        {
            return;
        }

        string key = HasPrefix(name) ? CredentialNames.WithoutPrefix(name) : name;
        if (SettingGroup.Is(key))
        {
            diagnostics.Add(
                SecretFileRules.UnknownSecretFile, $"{shown} is not read: {SettingGroup.Describe(key)}",
                $"Rename it to one of them: {SettingGroup.Members(key)}.", new Origin(shown));
            return;
        }

        string? suggestion = LookalikeFiles.IsNear(name) ? ProjectFileNames.Config
            : EnvironmentSource.TryFindSetting(key.ToUpperInvariant(), out SettingDefinition variable) ? variable.Key
            : UnknownKeys.Suggest(key, reading.ListStores()) is string nearest ? HasPrefix(name) ? CredentialNames.NameOf(nearest) : nearest
            : null;
        diagnostics.Add(
            SecretFileRules.UnknownSecretFile,
            $"{shown} is not read: {Display.Quote(name)} is not a setting" + (suggestion is null ? "" : $"; did you mean {suggestion}?"),
            suggestion is null ? "Move it elsewhere, or name it after a setting." : $"Rename it to {suggestion}.",
            new Origin(shown));
    }
}
