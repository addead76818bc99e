using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Editing.Json;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Projects;

/// <summary>Where a secret is kept below <c>.secrets/</c>. The caller holds the directory's lock.</summary>
internal sealed class SecretStore
{
    private readonly string _directory;
    private readonly string? _environment;

    public SecretStore(string directory, string? environment)
    {
        _directory = directory;
        _environment = environment;
    }

    /// <summary>Stores a value so that it is the one that the secrets layer gives.</summary>
    public FileEdit Set(SettingKey key, SingleValueText text, string json)
    {
        if (_environment is not null)
        {
            return OpenJson(SecretsDirectory.FileNameOf(_environment)).Set(key, json);
        }

        bool canBeFile = CanBeFile(key, text);
        if (IsFileName(key) && Exists(key.Text))
        {
            return canBeFile ? WriteFile(key, text) : throw SeveralLines(key);
        }

        JsonSettingsFile plain = OpenJson(SecretsDirectory.FileNameOf(environment: null));
        if (plain.Has(key.Text) || !IsFileName(key))
        {
            return plain.Set(key, json);
        }

        return canBeFile ? WriteFile(key, text) : throw SeveralLines(key);
    }

    /// <summary>
    /// Stores several values in one JSON file with one write, so that nobody reads one of them with the former other. At each moment on the way there the
    /// secrets layer gives all former values, or all new ones.
    /// </summary>
    /// <param name="values">The new ones.</param>
    /// <param name="former">What the keys have now; needed where a file of a single value would beat the JSON file.</param>
    public IReadOnlyList<FileEdit> SetTogether(IReadOnlyList<(SettingKey Key, string Json)> values, IReadOnlyList<(SettingKey Key, string Json)> former)
    {
        JsonSettingsFile file = OpenJson(SecretsDirectory.FileNameOf(_environment));
        string[] single = _environment is null ? [.. values.Select(value => value.Key).Where(key => IsFileName(key) && Exists(key.Text)).Select(key => key.Text)] : [];
        List<FileEdit> removed = [];
        if (single.Length > 0)
        {
            file.Set(former);
            foreach (string name in single)
            {
                AtomicFile.Delete(Path.Combine(_directory, name));
                removed.Add(new FileEdit(Shown(name), EditOutcome.Removed));
            }
        }

        return [.. removed, file.Set(values)];
    }

    /// <summary>Removes a value: with an environment from its file, else from all other places.</summary>
    public IReadOnlyList<FileEdit> Remove(SettingKey key)
    {
        List<FileEdit> edits = [];
        if (_environment is not null)
        {
            Add(edits, OpenJson(SecretsDirectory.FileNameOf(_environment)).Unset(key.Text));
            return edits;
        }

        Add(edits, RemoveFile(key));
        Add(edits, OpenJson(SecretsDirectory.FileNameOf(environment: null)).Unset(key.Text));
        return edits;
    }

    /// <summary>Removes the file of a single value, which would beat one in the JSON file; null where there is none.</summary>
    public FileEdit? RemoveFile(SettingKey key)
    {
        if (!IsFileName(key) || !Exists(key.Text))
        {
            return null;
        }

        AtomicFile.Delete(Path.Combine(_directory, key.Text));
        return new FileEdit(Shown(key.Text), EditOutcome.Removed);
    }

    private static void Add(List<FileEdit> edits, FileEdit? edit)
    {
        if (edit is not null)
        {
            edits.Add(edit);
        }
    }

    private static string Shown(string name) => ProjectFinder.SecretsDirectoryName + "/" + name;

    /// <summary>Whether the key can be a file's name that a load reads again.</summary>
    public static bool IsFileName(SettingKey key) =>
        key.Text.IndexOfAny(['/', '\\', '\0', ':', '*', '?', '"', '<', '>', '|']) < 0
        && key.Text.Length <= 200 && !SecretsDirectory.IsSkipped(key.Text) && SecretsDirectory.TryKey(key.Text, out _);

    /// <summary>Whether a file that holds one value may hold this text.</summary>
    public static bool CanBeFile(SettingKey key, SingleValueText text) =>
        !text.HasSeveralLines || key.IsDocument || text.LooksLikeDocument;

    /// <summary>Refuses a value that neither a new file nor an existing one could hold.</summary>
    /// <exception cref="ArgumentException">It has more than one line.</exception>
    public static void CheckLines(SettingKey key, SingleValueText text)
    {
        if (IsFileName(key) && !CanBeFile(key, text))
        {
            throw SeveralLines(key);
        }
    }

    private static ArgumentException SeveralLines(SettingKey key) =>
        new($"the value for {Display.Sanitize(key.Text)} has more than one line; a credential is one line");

    private bool Exists(string name) => FileReading.Stat(Path.Combine(_directory, name)).Kind != EntryKind.Missing;

    private FileEdit WriteFile(SettingKey key, SingleValueText text)
    {
        bool existed = Exists(key.Text);
        string path = SafeTarget.Resolve(Path.Combine(_directory, key.Text), Shown(key.Text), followLinks: false);
        if (existed && FileReading.Stat(path).Kind != EntryKind.File)
        {
            throw ConfigurationEditException.Refused($"{Shown(key.Text)} is not a file", "Remove what stands there.", Shown(key.Text));
        }

        AtomicFile.Write(path, Utf8Text.Encode(text.Text + "\n"), AtomicFile.SecretMode);
        return new FileEdit(Shown(key.Text), existed ? EditOutcome.Changed : EditOutcome.Created);
    }

    private JsonSettingsFile OpenJson(string name) =>
        new(Path.Combine(_directory, name), Shown(name), SettingLayer.Secrets);
}
