using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Editing.Json;
using DataJoint.Configuration.Editing.Projects;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Editing.Migration;

/// <summary>Writes the values of a plan. Each file is replaced at once, so that an interruption leaves whole files.</summary>
internal sealed class MigrationWriter
{
    private readonly MigrationTarget _target;
    private readonly string _oldFile;
    private readonly ProjectEditor _editor;
    private readonly List<FileEdit> _edits = [];

    public MigrationWriter(MigrationTarget target, string oldFile)
    {
        _target = target;
        _oldFile = oldFile;
        _editor = new ProjectEditor(target.Project);
    }

    private string Root => _target.Project.Root!;

    private string ProjectFile => _target.ProjectName;

    private static string SecretsFile => MigrationTarget.SecretsName;

    public IReadOnlyList<FileEdit> Write(IReadOnlyList<MigrationStep> steps)
    {
        List<MigrationStep> open = [.. steps.Where(step => step.IsWritten && step.File == ProjectFile)];
        List<MigrationStep> secret = [.. steps.Where(step => step.IsWritten && step.File != ProjectFile)];
        // The old file goes on holding its credentials: it stays out of the next commits.
        if (open.Count + secret.Count > 0 && steps.Any(step => step.IsSecret && step.Value.HasValue) && _editor.IgnoreFile(_oldFile) is FileEdit ignored)
        {
            _edits.Add(ignored);
        }

        if (secret.Count > 0)
        {
            WriteSecrets(secret);
        }

        if (open.Count > 0)
        {
            string path = SafeTarget.Resolve(Path.Combine(Root, ProjectFile), ProjectFile, followLinks: true);
            using var taken = EditLock.Take(Path.GetDirectoryName(path)!);
            WriteJson(open, ProjectFile, SettingLayer.Project, _target.ProjectFile);
        }

        return _edits;
    }

    private void WriteSecrets(List<MigrationStep> steps)
    {
        // Before the first secret is there, no repository may take it.
        _edits.AddRange(_editor.PrepareSecrets());
        if (_editor.IgnoreSecrets() is FileEdit ignored && !_edits.Any(edit => edit.Path == ignored.Path && edit.Outcome != EditOutcome.Kept))
        {
            _edits.RemoveAll(edit => edit.Path == ignored.Path);
            _edits.Add(ignored);
        }

        string directory = Path.Combine(Root, ProjectFinder.SecretsDirectoryName);
        using var taken = EditLock.Take(directory);
        SecretStore store = new(directory, environment: null);
        foreach (MigrationStep step in steps.Where(step => step.File != SecretsFile))
        {
            _edits.Add(store.Set(step.Key, new SingleValueText(step.Value.Reveal()!, 1, 1), step.Json));
        }

        List<MigrationStep> inOneFile = [.. steps.Where(step => step.File == SecretsFile)];
        if (inOneFile.Count > 0)
        {
            WriteJson(inOneFile, SecretsFile, SettingLayer.Secrets, _target.SecretsFile);
            _edits.AddRange(inOneFile.Select(step => store.RemoveFile(step.Key)).OfType<FileEdit>());
        }
    }

    private void WriteJson(List<MigrationStep> steps, string name, SettingLayer layer, byte[]? expected)
    {
        string path = SafeTarget.Resolve(Path.Combine(Root, name), name, followLinks: layer == SettingLayer.Project);
        byte[]? now = FileReading.Read(path, JsonFile.MaxBytes).Bytes;
        if (!(now ?? []).AsSpan().SequenceEqual(expected ?? []))
        {
            throw ConfigurationEditException.Refused($"{name} has changed meanwhile", "Run it again.", name);
        }

        byte[] edited = Enter(now ?? Utf8Text.Encode(ConfigTemplate.Empty), steps);
        Verify(JsonSource.File(edited, name, layer), steps);
        AtomicFile.Write(path, edited, layer == SettingLayer.Secrets ? AtomicFile.SecretMode : AtomicFile.SharedMode);
        _edits.Add(new FileEdit(name, now is null ? EditOutcome.Created : EditOutcome.Changed));
    }

    /// <summary>Adds the values: settings flat, stores and custom values as objects in objects.</summary>
    private static byte[] Enter(byte[] bytes, List<MigrationStep> steps)
    {
        JsonBranch custom = new();
        JsonBranch stores = new();
        JsonOutline.TryRead(bytes, out JsonObjectSpan? root, out _);
        bool storesAreFlat = root!.Members.Any(member => member.Name.StartsWith("stores.", StringComparison.Ordinal));
        string indent = new JsonLayout(bytes, root).Step;
        foreach (MigrationStep step in steps)
        {
            if (step.Action == MigrationAction.CarryAsCustom)
            {
                custom.Add(step.CustomPath(), step.Json);
            }
            else if (step.Key.Store is string store && !storesAreFlat)
            {
                stores.Add([store, step.Key.Attribute!], step.Json);
            }
            else
            {
                bytes = JsonEditor.Set(bytes, step.NewKey, step.Json);
            }
        }

        bytes = stores.IsEmpty ? bytes : stores.Write(bytes, "stores", indent, depth: 1);
        return custom.IsEmpty ? bytes : custom.Write(bytes, SettingCatalogue.CustomGroup, indent, depth: 1);
    }

    /// <summary>Reads the edited text as a load would: every value must be there, or nothing is written.</summary>
    private static void Verify(JsonSource edited, List<MigrationStep> steps)
    {
        ValueTable table = JsonSettings.Read(edited, new DiagnosticBag());
        foreach (MigrationStep step in steps)
        {
            if (step.Value.HasValue && table.Get(step.Key) is null)
            {
                throw ConfigurationEditException.Refused(
                    $"{Display.Sanitize(step.NewKey)} cannot be set in {edited.Name}: it conflicts with another member of the file",
                    "Look at the file and fix it by hand.", edited.Name);
            }
        }
    }
}
