using System.Globalization;
using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Editing.Json;
using DataJoint.Configuration.Editing.Projects;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Loading;
using DataJoint.Configuration.Secrets;
using DataJoint.Configuration.Settings;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Editing;

/// <summary>Changes the files of a project: settings in place, secrets for the owner alone, every write atomic.</summary>
/// <remarks>Edits of several processes are serialised; a killed edit leaves the old file or the new one.</remarks>
public sealed partial class ProjectEditor
{
    /// <summary>The most bytes that <see cref="ReadSecret"/> takes: 64 KiB.</summary>
    public const int MaxSecretBytes = SingleValueText.MaxBytes;

    private readonly string _root;
    private readonly string? _environment;
    private readonly ProjectLocation _project;

    /// <summary>Prepares editing.</summary>
    /// <param name="project">The project; without a root, the start directory becomes one.</param>
    public ProjectEditor(ProjectLocation project)
    {
        _project = project ?? throw new ArgumentNullException(nameof(project));
        _root = project.Root ?? project.StartDirectory;
        _environment = project.Environment;
    }

    private string SecretsPath => Path.Combine(_root, ProjectFinder.SecretsDirectoryName);

    /// <summary>Finds the project to edit; unlike loading, it reads no file.</summary>
    /// <param name="options">Start directory and environment.</param>
    /// <returns>The location.</returns>
    /// <exception cref="ConfigurationException">The environment's name or the start directory is invalid.</exception>
    public static ProjectLocation Locate(ConfigurationOptions options) => ConfigurationLoader.Locate(options);

    /// <summary>Sets a setting in <c>datajoint.json</c>, or in the environment's file when one is chosen.</summary>
    /// <param name="key">The full key; <c>$schema</c>, the address of the schema for editors, can be set too.</param>
    /// <param name="value">The value as text.</param>
    /// <returns>The files that were touched.</returns>
    /// <exception cref="KeyNotFoundException">There is no such setting.</exception>
    /// <exception cref="ArgumentException">The value does not fit the setting.</exception>
    /// <exception cref="ConfigurationEditException">The edit was refused, for example because the setting is a secret.</exception>
    /// <exception cref="ConfigurationException">The file is not JSON.</exception>
    public IReadOnlyList<FileEdit> Set(string key, string value)
    {
        if (key == ConfigurationSchema.Key)
        {
            return SetSchema(value ?? throw new ArgumentNullException(nameof(value)));
        }

        SettingKey meant = ProgrammaticSource.KeyOf(key);
        object read = ReadValue(meant, value ?? throw new ArgumentNullException(nameof(value)));
        if (read is not Secret { IsResolved: false })
        {
            RefuseSecret(meant);
        }

        string json = ToJson(read, meant);
        return Change(file => file.Set(meant, json));
    }

    /// <summary>Removes a setting from <c>datajoint.json</c>, or from the environment's file when one is chosen.</summary>
    /// <param name="key">
    /// The full key; of a group (<c>database.tls</c>) or a store (<c>stores.main</c>), all that stands there. A key that is not a setting can
    /// be removed too, when it stands there, and so can <c>$schema</c>.
    /// </param>
    /// <returns>The file that was changed, or null when the setting does not stand there.</returns>
    /// <exception cref="KeyNotFoundException">There is no such setting, and the file has no such key.</exception>
    /// <exception cref="ConfigurationEditException">The edit was refused.</exception>
    /// <exception cref="ConfigurationException">The file is not JSON.</exception>
    public FileEdit? Unset(string key)
    {
        JsonSettingsFile file = OpenProjectFile();
        using var taken = EditLock.Take(file.Directory);
        FileEdit? edit = file.Unset(key ?? throw new ArgumentNullException(nameof(key)));
        if (edit is null && key != ConfigurationSchema.Key && !SettingGroup.Is(key))
        {
            _ = ProgrammaticSource.KeyOf(key);
        }

        return edit;
    }

    /// <summary>Stores a secret below <c>.secrets/</c>: where it stands already, else as a single-value file; with an environment in its file.</summary>
    /// <param name="key">The full key; any setting may be kept secret.</param>
    /// <param name="value">The value.</param>
    /// <returns>The files that were touched.</returns>
    /// <exception cref="KeyNotFoundException">There is no such setting.</exception>
    /// <exception cref="ArgumentException">The value is empty or does not fit the setting.</exception>
    /// <exception cref="ConfigurationEditException">The edit was refused.</exception>
    /// <exception cref="ConfigurationException">A JSON file in <c>.secrets/</c> is not JSON.</exception>
    /// <exception cref="InvalidOperationException">The secret is a reference that is not resolved; a file holds text.</exception>
    public IReadOnlyList<FileEdit> SetSecret(string key, Secret value)
    {
        SettingKey meant = ProgrammaticSource.KeyOf(key);
        var text = SingleValueText.Cut((value ?? throw new ArgumentNullException(nameof(value))).Reveal(), key);
        if (text.IsEmpty)
        {
            throw new ArgumentException($"the value for {Display.Sanitize(key)} is empty");
        }

        object read = ReadValue(meant, text.Text);
        if (FileReading.Stat(SecretsPath).Kind == EntryKind.Missing && _environment is null)
        {
            SecretStore.CheckLines(meant, text);
        }

        List<FileEdit> edits = [.. PrepareSecrets(completes: false)];
        using var taken = EditLock.Take(SecretsPath);
        edits.Add(new SecretStore(SecretsPath, _environment).Set(meant, text, ToJson(read, meant)));
        return edits;
    }

    /// <summary>
    /// Stores a user and a password, or other secrets that belong together, in one JSON file below <c>.secrets/</c> with one write: whoever reads meanwhile
    /// has all former values or all new ones. Files of single values, which would beat that file, are taken over into it before.
    /// </summary>
    /// <param name="values">The new values, by their full keys.</param>
    /// <param name="former">The values that the same keys have now.</param>
    /// <returns>The files that were touched, the one with the values last.</returns>
    /// <exception cref="KeyNotFoundException">There is no such setting.</exception>
    /// <exception cref="ArgumentException">A value is empty or does not fit its setting.</exception>
    /// <exception cref="ConfigurationEditException">The edit was refused.</exception>
    /// <exception cref="ConfigurationException">The file is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A secret is a reference that is not resolved; a file holds text.</exception>
    public IReadOnlyList<FileEdit> SetSecrets(IReadOnlyDictionary<string, Secret> values, IReadOnlyDictionary<string, Secret> former)
    {
        (SettingKey, string)[] added = [.. (values ?? throw new ArgumentNullException(nameof(values))).Select(Read)];
        (SettingKey, string)[] kept = [.. (former ?? throw new ArgumentNullException(nameof(former))).Select(Read)];
        List<FileEdit> edits = [.. PrepareSecrets(completes: false)];
        using var taken = EditLock.Take(SecretsPath);
        edits.AddRange(new SecretStore(SecretsPath, _environment).SetTogether(added, kept));
        return edits;

        static (SettingKey, string) Read(KeyValuePair<string, Secret> each)
        {
            SettingKey key = ProgrammaticSource.KeyOf(each.Key);
            string text = each.Value.Reveal();
            return text.Length == 0 ? throw new ArgumentException($"the value for {Display.Sanitize(each.Key)} is empty") : (key, ToJson(ReadValue(key, text), key));
        }
    }

    /// <summary>Removes a secret below <c>.secrets/</c>: with an environment from its file, else from everywhere else.</summary>
    /// <param name="key">The full key.</param>
    /// <returns>The files that were changed or removed; empty when there was nothing to remove.</returns>
    /// <exception cref="KeyNotFoundException">There is no such setting.</exception>
    /// <exception cref="ConfigurationEditException">The edit was refused.</exception>
    /// <exception cref="ConfigurationException">A JSON file in <c>.secrets/</c> is not JSON.</exception>
    public IReadOnlyList<FileEdit> RemoveSecret(string key)
    {
        SettingKey meant = ProgrammaticSource.KeyOf(key);
        if (FileReading.Stat(SecretsPath).Kind != EntryKind.Directory)
        {
            return [];
        }

        SafeTarget.CheckDirectory(SecretsPath, ProjectFinder.SecretsDirectoryName);
        using var taken = EditLock.Take(SecretsPath);
        return new SecretStore(SecretsPath, _environment).Remove(meant);
    }

    /// <summary>
    /// Creates what a project needs and does not have: <c>datajoint.json</c> and the schema that it names, <c>.secrets/</c>, and lines in <c>.gitignore</c>.
    /// </summary>
    /// <param name="full">Whether <c>datajoint.json</c> gets every setting but credentials, with its default or <c>null</c>.</param>
    /// <returns>Every file with what happened to it; what exists stays as it is.</returns>
    /// <exception cref="ConfigurationEditException">A file could not be written.</exception>
    public IReadOnlyList<FileEdit> Initialize(bool full)
    {
        List<FileEdit> edits = [];
        if (FileReading.Stat(SecretsPath).Kind is not (EntryKind.Missing or EntryKind.Directory))
        {
            throw ConfigurationEditException.Refused(".secrets is not a directory", "Rename what stands there.", ProjectFinder.SecretsDirectoryName);
        }

        using (var taken = EditLock.Take(_root))
        {
            FileEdit config = WriteNew(Path.Combine(_root, _project.ConfigFileName), full ? ConfigTemplate.Full : ConfigTemplate.Minimal);
            edits.Add(config);
            if (config.Outcome == EditOutcome.Created)
            {
                // A file that was there may name another schema, or none.
                edits.Add(WriteNew(Path.Combine(_root, ConfigurationSchema.FileName), ConfigurationSchema.Create()));
            }
        }

        edits.AddRange(PrepareSecrets());
        using (var taken = EditLock.Take(SecretsPath))
        {
            string secrets = Path.Combine(SecretsPath, SecretsDirectory.FileNameOf(environment: null));
            edits.Add(WriteNew(secrets, ConfigTemplate.Secrets, AtomicFile.SecretMode));
        }

        FileEdit? ignored = IgnoreSecrets();
        return ignored is null ? edits : [.. edits, ignored];
    }

    /// <summary>Reads a secret as a single-value file of <c>.secrets/</c> is read: UTF-8, without a caption and white space around the value.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="content">At most <see cref="MaxSecretBytes"/> bytes.</param>
    /// <returns>The secret, or null when the content is empty.</returns>
    /// <exception cref="ArgumentException">It is larger, or not UTF-8; the message does not quote it.</exception>
    public static Secret? ReadSecret(string key, byte[] content)
    {
        string shown = Display.Sanitize(key ?? throw new ArgumentNullException(nameof(key)));
        if ((content ?? throw new ArgumentNullException(nameof(content))).Length > MaxSecretBytes)
        {
            throw new ArgumentException($"the value for {shown} is larger than 64 KiB");
        }

        return !SingleValueText.TryDecode(content, key, out SingleValueText text) ? throw new ArgumentException($"the value for {shown} is not UTF-8")
            : text.IsEmpty ? null : new Secret(text.Text);
    }

    /// <summary>Encrypts a secret for the current user of Windows, so that its file can be read by others and tells them nothing (DPAPI).</summary>
    /// <param name="value">The secret; text, not a reference.</param>
    /// <returns>The reference <c>ref+dpapi://…</c> to store in its place. Every load as this user, on this machine or with the same roaming profile, resolves it.</returns>
    /// <exception cref="ArgumentException">The secret is itself a reference, or too long: encrypted it is longer than a reference may be, 4096 characters.</exception>
    /// <exception cref="SecretException">This is not Windows, or Windows does not encrypt for this user.</exception>
    public static Secret Protect(Secret value)
    {
        if (SecretReference.IsReference((value ?? throw new ArgumentNullException(nameof(value))).Reveal()))
        {
            throw new ArgumentException("a reference is not encrypted, it is stored as it is: leave --protect out");
        }

        string reference = WindowsProtection.Protect(value);
        return SecretReference.TryParse(reference, out _, out string? problem) ? new Secret(reference)
            : throw new ArgumentException($"the secret is too long to be protected: encrypted it {problem}");
    }

    /// <summary>Whether a single-value file, in <c>.secrets/</c> or mounted by a platform, would give exactly this value.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="value">The value; text.</param>
    /// <returns>False for one that is empty, larger than <see cref="MaxSecretBytes"/>, has white space around it, or several lines where one is expected.</returns>
    /// <exception cref="KeyNotFoundException">There is no such setting.</exception>
    public static bool FitsSecretFile(string key, Secret value)
    {
        SettingKey meant = ProgrammaticSource.KeyOf(key);
        string text = (value ?? throw new ArgumentNullException(nameof(value))).Reveal();
        var cut = SingleValueText.Cut(text, key);
        return SingleValueText.ComesBack(text, key) && SecretStore.CanBeFile(meant, cut);
    }

    /// <summary>Adds <c>.secrets/</c> to the <c>.gitignore</c> of the repository that the project is in.</summary>
    /// <returns>What happened to it, or null without a repository.</returns>
    /// <exception cref="ConfigurationEditException">The file could not be written.</exception>
    public FileEdit? IgnoreSecrets()
    {
        string? repository = ProjectFinder.FindRepository(_root);
        if (repository is null)
        {
            return null;
        }

        using var taken = EditLock.Take(repository);
        return GitIgnoreFile.AddSecrets(repository, Show(Path.Combine(repository, GitIgnoreFile.Name)));
    }

    /// <summary>Adds a file to the <c>.gitignore</c> of the repository that the file is in, which may be another than the project's.</summary>
    /// <returns>What happened to it, or null without a repository, or where no line can name the file.</returns>
    internal FileEdit? IgnoreFile(string file)
    {
        string directory = ProjectFinder.ResolveFully(Path.GetDirectoryName(file)!);
        if (ProjectFinder.FindRepository(directory) is not string repository || file.IndexOfAny(['\r', '\n']) >= 0)
        {
            return null;
        }

        using var taken = EditLock.Take(repository);
        int start = repository.TrimEnd(Path.DirectorySeparatorChar).Length + 1;
        string relative = Path.Combine(directory, Path.GetFileName(file)).Substring(start).Replace(Path.DirectorySeparatorChar, '/');
        return GitIgnoreFile.AddFile(repository, Show(Path.Combine(repository, GitIgnoreFile.Name)), relative);
    }

    private static object ReadValue(SettingKey key, string text) =>
        ValueReading.TryRead(key, text, out object? value, out ValueProblem? problem)
            ? value
            : throw new ArgumentException(problem.Message + (problem.Hint is null ? "" : ". " + problem.Hint));

    private static string ToJson(object value, SettingKey key) => value switch
    {
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        IntegerList list => list.ToString(),
        Secret secret => JsonStrings.Encode(secret.Reference ?? secret.Reveal()),
        string text when key.Rule.Type == SettingType.Any && JsonLiteral.IsPlain(text) => text,
        _ => JsonStrings.Encode(value.ToString()!),
    };

    private void RefuseSecret(SettingKey key)
    {
        if (key.IsSecret)
        {
            throw ConfigurationEditException.Refused(
                $"{Display.Sanitize(key.Text)} is a credential, and {Display.Sanitize(_project.FileNameOf(_environment))} is meant to be committed",
                ShellWord.From(key.Text) is string word ? $"Run: djc secrets set {word}" : "It belongs in a file of .secrets/.");
        }
    }

    private List<FileEdit> Change(Func<JsonSettingsFile, FileEdit> change)
    {
        JsonSettingsFile file = OpenProjectFile();
        using var taken = EditLock.Take(file.Directory);
        List<FileEdit> edits = [change(file)];
        if (_environment is not null && _project.Root is null)
        {
            // An environment's file alone makes no project.
            edits.Add(WriteNew(Path.Combine(_root, _project.ConfigFileName), ConfigTemplate.Empty));
        }

        return edits;
    }

    private JsonSettingsFile OpenProjectFile()
    {
        string name = _project.FileNameOf(_environment);
        return new JsonSettingsFile(Path.Combine(_root, name), name, SettingLayer.Project);
    }

    /// <summary>Creates <c>.secrets/</c> with a <c>.gitignore</c> that keeps its content out of any repository.</summary>
    /// <param name="completes">Whether a directory that exists gets the <c>.gitignore</c> too when it has none.</param>
    internal List<FileEdit> PrepareSecrets(bool completes = true)
    {
        bool exists = FileReading.Stat(SecretsPath).Kind != EntryKind.Missing;
        if (!exists)
        {
            AtomicFile.CreateSecretDirectory(SecretsPath);
        }

        SafeTarget.CheckDirectory(SecretsPath, ProjectFinder.SecretsDirectoryName);
        FileEdit directory = new(ProjectFinder.SecretsDirectoryName + "/", exists ? EditOutcome.Kept : EditOutcome.Created);
        if (exists && !completes)
        {
            return [directory];
        }

        using var taken = EditLock.Take(SecretsPath);
        return
        [
            directory,
            WriteNew(Path.Combine(SecretsPath, GitIgnoreFile.Name), ConfigTemplate.SecretsGitIgnore, AtomicFile.SecretMode),
        ];
    }

    private FileEdit WriteNew(string path, string content, int mode = AtomicFile.SharedMode)
    {
        EntryKind kind = FileReading.Stat(path).Kind;
        if (kind == EntryKind.File)
        {
            return new FileEdit(Show(path), EditOutcome.Kept);
        }

        if (kind != EntryKind.Missing)
        {
            throw ConfigurationEditException.Refused($"{Show(path)} is not a file", "Remove or rename what stands there.", Show(path));
        }

        AtomicFile.Write(path, Utf8Text.Encode(content), mode);
        return new FileEdit(Show(path), EditOutcome.Created);
    }

    private string Show(string path) =>
        path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path.Substring(_root.Length + 1).Replace(Path.DirectorySeparatorChar, '/')
            : path;
}
