using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Editing.Json;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Layers;
using DataJoint.Configuration.Snapshots;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Editing.Migration;

/// <summary>What the project that is migrated to has already: its <c>datajoint.json</c> and its <c>.secrets/</c>.</summary>
internal sealed class MigrationTarget
{
    private readonly List<ValueTable> _tables = [];

    private MigrationTarget(string root, byte[]? projectFile, byte[]? secretsFile)
    {
        Root = root;
        ProjectFile = projectFile;
        SecretsFile = secretsFile;
    }

    public string Root { get; }

    /// <summary>The bytes of <c>datajoint.json</c>, or null when there is none.</summary>
    public byte[]? ProjectFile { get; }

    /// <summary>The bytes of <c>.secrets/datajoint.json</c>, or null when there is none.</summary>
    public byte[]? SecretsFile { get; }

    /// <summary>A project that has nothing yet.</summary>
    public static MigrationTarget Empty(string root) => new(root, null, null);

    /// <summary>Reads the project.</summary>
    /// <exception cref="ConfigurationException">Something there is wrong; it has to be fixed first.</exception>
    public static MigrationTarget Read(string root)
    {
        DiagnosticBag diagnostics = new();
        string name = ProjectFinder.ConfigFileName;
        FileContent content = FileReading.Read(Path.Combine(root, name), JsonFile.MaxBytes);
        string secrets = Path.Combine(root, ProjectFinder.SecretsDirectoryName);
        MigrationTarget target = new(root, content.Bytes, FileReading.Read(Path.Combine(secrets, name), JsonFile.MaxBytes).Bytes);
        ProjectLocation project = new(root, root, !content.IsMissing, FileReading.Stat(secrets), environment: null);
        var reading = SourceReading.OfFiles(Precedence.Sources, project, diagnostics);
        reading.Read(files: true);
        target._tables.AddRange(reading.Tables);
        IReadOnlyList<Diagnostic> found = diagnostics.ToList(strict: false);
        return found.Any(d => d.Severity == DiagnosticSeverity.Error) ? throw new ConfigurationException(found) : target;
    }

    /// <summary>The value that the project gives a setting, secrets first, or null.</summary>
    public RawValue? Find(SettingKey key)
    {
        RawValue? found = _tables.Select(table => table.Get(key)).FirstOrDefault(value => value is not null);
        return found is null && ReferenceEquals(key.Definition, SettingCatalogue.Port)
            ? ResolvedValues.PortOf(_tables.Select(table => table.Get(SettingCatalogue.Host)).FirstOrDefault(value => value is not null))
            : found;
    }

    /// <summary>Whether a key stands in <c>datajoint.json</c> or <c>.secrets/datajoint.json</c>, be it without a value.</summary>
    public bool Has(string key) =>
        (ProjectFile is not null && JsonEditor.Has(ProjectFile, key)) || (SecretsFile is not null && JsonEditor.Has(SecretsFile, key));
}
