using DataJoint.Configuration.Editing.Migration;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing;

/// <summary>How a configuration of DataJoint 0.x, or a file with variables, becomes the files of a project. Making the plan writes nothing.</summary>
/// <remarks>
/// Nothing of the old file is lost: what is not a setting of today goes below <c>custom</c>, credentials go to <c>.secrets/</c>.
/// What the project has already is never overwritten, and the old file is not changed.
/// </remarks>
public sealed class MigrationPlan
{
    private readonly MigrationTarget _target;

    private MigrationPlan(string oldFile, MigrationTarget target, IReadOnlyList<MigrationStep> steps)
    {
        OldFile = oldFile;
        _target = target;
        Steps = steps;
    }

    /// <summary>The old file's path, absolute.</summary>
    public string OldFile { get; }

    /// <summary>What of the file is not taken over, and why, in a sentence each; never with a value.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>What is wrong with names in the file, such as one that is nearly a variable's.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; private init; } = [];

    /// <summary>The directory of the project that gets the files, absolute.</summary>
    public string Root => _target.Project.Root!;

    /// <summary>Every value of the old file and where it goes, in the order of the old file.</summary>
    public IReadOnlyList<MigrationStep> Steps { get; }

    /// <summary>Whether applying the plan would write anything.</summary>
    public bool HasWork => Steps.Any(step => step.IsWritten);

    /// <summary>The old keys of the credentials that the old file holds, and goes on holding; a reference is not one.</summary>
    public IEnumerable<string> CredentialsInOldFile => Steps.Where(step => step.IsSecret && step.Value.HasValue && !IsReference(step.Value)).Select(step => step.OldKey);

    private static bool IsReference(SettingValue value) => SecretReference.IsReference(value.Reveal() ?? "");

    /// <summary>The old configuration that DataJoint 0.x would have read: <c>dj_local_conf.json</c>, else <c>~/.datajoint_config.json</c>.</summary>
    /// <param name="directory">The directory to look in.</param>
    /// <param name="homeDirectory">The user's home directory, or null.</param>
    /// <returns>The file's path, or null when there is neither.</returns>
    public static string? FindOldFile(string directory, string? homeDirectory)
    {
        string local = Path.Combine(directory ?? throw new ArgumentNullException(nameof(directory)), LegacyFile.LocalName);
        string? global = homeDirectory is null ? null : Path.Combine(homeDirectory, LegacyFile.HomeName);
        return Exists(local) ? local : global is not null && Exists(global) ? global : null;
    }

    /// <summary>Whether something stands at a path, also what cannot be read.</summary>
    /// <param name="oldFile">The path.</param>
    /// <returns>False when there is nothing to migrate.</returns>
    public static bool Exists(string oldFile) => FileReading.Stat(oldFile ?? throw new ArgumentNullException(nameof(oldFile))).Kind != EntryKind.Missing;

    /// <summary>Makes the plan.</summary>
    /// <param name="oldFile">The configuration of DataJoint 0.x.</param>
    /// <param name="project">The project that gets the files; without a root, its start directory. Its environment does not matter.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ConfigurationException">The old file cannot be read, or something in the project's files is wrong.</exception>
    public static MigrationPlan Create(string oldFile, ProjectLocation project)
    {
        string path = Path.GetFullPath(oldFile ?? throw new ArgumentNullException(nameof(oldFile)));
        ProjectLocation here = (project ?? throw new ArgumentNullException(nameof(project))).WithoutEnvironment();
        var old = LegacyFile.Read(path, here.Shorten(path));
        var target = MigrationTarget.Read(here);
        return new MigrationPlan(path, target, new MigrationPlanner(old, target).Plan());
    }

    /// <summary>Makes the plan for variables that a file gives, such as an <c>.env</c> file. Values that the project has are replaced.</summary>
    /// <param name="file">The file.</param>
    /// <param name="variables">What it gives; each counts as it would in the environment of a program.</param>
    /// <param name="options">How the project is found. Its environment does not matter.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ConfigurationException">A value does not fit its setting, or something in the project's files is wrong.</exception>
    public static MigrationPlan FromVariables(string file, IReadOnlyCollection<ImportedVariable> variables, ConfigurationOptions options)
    {
        string path = Path.GetFullPath(file ?? throw new ArgumentNullException(nameof(file)));
        ProjectLocation here = ProjectEditor.Locate(options ?? throw new ArgumentNullException(nameof(options))).WithoutEnvironment();
        var target = MigrationTarget.Read(here);
        VariablePlanner planner = new(here.Shorten(path), variables ?? throw new ArgumentNullException(nameof(variables)));
        IReadOnlyList<MigrationStep> steps = planner.Plan(options, target);
        return new MigrationPlan(path, target, steps) { Notes = planner.Notes, Diagnostics = planner.Diagnostics };
    }

    /// <summary>Writes what the plan says: secrets first, then <c>datajoint.json</c> at once. Interrupted, a new plan does the rest.</summary>
    /// <returns>Every file with what happened to it.</returns>
    /// <exception cref="ConfigurationEditException">A file could not be written, or <c>datajoint.json</c> has changed since the plan was made.</exception>
    /// <exception cref="ConfigurationException">A file in <c>.secrets/</c> is not JSON.</exception>
    public IReadOnlyList<FileEdit> Apply() => new MigrationWriter(_target, OldFile).Write(Steps);
}
