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

    private MigrationTarget(ProjectLocation project, byte[]? projectFile, byte[]? secretsFile)
    {
        Project = project;
        ProjectFile = projectFile;
        SecretsFile = secretsFile;
    }

    /// <summary>The project, without environment.</summary>
    public ProjectLocation Project { get; }

    /// <summary>The name of its file for settings.</summary>
    public string ProjectName => Project.ConfigFileName;

    /// <summary>The path of the file for secrets that cannot be files of their own, relative to the root.</summary>
    public static string SecretsName => ProjectFinder.SecretsDirectoryName + "/" + SecretsDirectory.FileNameOf(environment: null);

    /// <summary>The bytes of <c>datajoint.json</c>, or null when there is none.</summary>
    public byte[]? ProjectFile { get; }

    /// <summary>The bytes of <c>.secrets/datajoint.json</c>, or null when there is none.</summary>
    public byte[]? SecretsFile { get; }

    /// <summary>A project that has nothing yet.</summary>
    public static MigrationTarget Empty(ProjectLocation project) => new(project, null, null);

    /// <summary>Reads the project.</summary>
    /// <exception cref="ConfigurationException">Something there is wrong; it has to be fixed first.</exception>
    public static MigrationTarget Read(ProjectLocation project)
    {
        DiagnosticBag diagnostics = new();
        MigrationTarget target = new(project, BytesOf(project, project.ConfigFileName), BytesOf(project, SecretsName));
        var reading = SourceReading.OfFiles(Precedence.Sources, project, diagnostics);
        reading.Read(files: true);
        target._tables.AddRange(reading.Tables);
        IReadOnlyList<Diagnostic> found = diagnostics.ToList(strict: false);
        return found.Any(d => d.Severity == DiagnosticSeverity.Error) ? throw new ConfigurationException(found) : target;
    }

    private static byte[]? BytesOf(ProjectLocation project, string name) => FileReading.Read(Path.Combine(project.Root!, name), JsonFile.MaxBytes).Bytes;

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
