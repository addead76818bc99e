namespace DataJoint.Configuration;

/// <summary>Writes the values of a plan. Each file is replaced at once, so that an interruption leaves whole files.</summary>
internal sealed class MigrationWriter
{
    private const string ProjectFile = ProjectFinder.ConfigFileName;

    private readonly MigrationTarget _target;
    private readonly ProjectEditor _editor;

    internal MigrationWriter(MigrationTarget target)
    {
        _target = target;
        _editor = new ProjectEditor(new ProjectLocation(target.Root, target.Root, hasConfigFile: false, EntryFacts.Missing, environment: null));
    }

    internal IReadOnlyList<FileEdit> Write(IReadOnlyList<MigrationStep> steps)
    {
        List<MigrationStep> open = [.. steps.Where(step => step.IsWritten && step.File == ProjectFile)];
        List<MigrationStep> secret = [.. steps.Where(step => step.IsWritten && step.File != ProjectFile)];
        List<FileEdit> edits = [];
        if (secret.Count > 0)
        {
            WriteSecrets(secret, edits);
        }

        if (open.Count > 0)
        {
            edits.Add(WriteProjectFile(open));
        }

        return edits;
    }

    private void WriteSecrets(List<MigrationStep> steps, List<FileEdit> edits)
    {
        // Before the first secret is there, no repository may take it.
        edits.AddRange(_editor.PrepareSecrets());
        if (_editor.IgnoreSecrets() is FileEdit ignored)
        {
            edits.Add(ignored);
        }

        string directory = Path.Combine(_target.Root, ProjectFinder.SecretsDirectoryName);
        using EditLock taken = EditLock.Take(directory);
        foreach (MigrationStep step in steps)
        {
            FileEdit edit = step.File == ProjectFinder.SecretsDirectoryName + "/" + ProjectFile
                ? new JsonSettingsFile(Path.Combine(directory, ProjectFile), step.File, SettingLayer.Secrets).Set(step.Key, step.Json)
                : new SecretStore(directory, environment: null).Set(step.Key, new SingleValueText(step.Value.Reveal()!, 1, 1), step.Json);
            if (edits.All(earlier => earlier.Path != edit.Path))
            {
                edits.Add(edit);
            }
        }
    }

    private FileEdit WriteProjectFile(List<MigrationStep> steps)
    {
        using EditLock taken = EditLock.Take(_target.Root);
        string path = SafeTarget.Resolve(Path.Combine(_target.Root, ProjectFile), ProjectFile, followLinks: true);
        byte[]? now = FileReading.Read(path, JsonFile.MostBytes).Bytes;
        if (!(now ?? []).AsSpan().SequenceEqual(_target.ProjectFile ?? []))
        {
            throw ConfigurationEditException.Refused($"{ProjectFile} has changed meanwhile", "Run it again.", ProjectFile);
        }

        byte[] edited = Enter(now ?? Utf8Text.Encode(ConfigTemplate.Empty), steps);
        Verify(edited, steps);
        AtomicFile.Write(path, edited, AtomicFile.SharedMode);
        return new FileEdit(ProjectFile, now is null ? EditOutcome.Created : EditOutcome.Changed);
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
    private static void Verify(byte[] edited, List<MigrationStep> steps)
    {
        ValueTable table = JsonSettings.Read(JsonSource.File(edited, ProjectFile, SettingLayer.Project), new Findings());
        foreach (MigrationStep step in steps)
        {
            if (step.Value.HasValue && table.Get(step.Key) is null)
            {
                throw ConfigurationEditException.Refused(
                    $"{Display.Sanitize(step.NewKey)} cannot be set in {ProjectFile}: another member of the file stands in its way",
                    "Look at the file and mend it by hand.", ProjectFile);
            }
        }
    }
}
