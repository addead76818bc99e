using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Loading;

/// <summary>
/// What the sources say they have read, as it was then: the variables that configure, where the project is, and the files and directories, also those
/// that were looked for in vain. No record: secrets are among the variables.
/// </summary>
internal sealed class SourceState
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _variables;
    private readonly Place _place;
    private readonly IReadOnlyList<FileVersion> _files;

    /// <summary>As a load found it.</summary>
    public SourceState(ProjectSearch search, ProjectLocation? project, IReadOnlyList<FileVersion> files)
    {
        _variables = search.Variables;
        _place = new Place(
            search.CurrentDirectory, search.CredentialsDirectory, search.StartDirectory, project?.Root, project?.ConfigFile,
            project?.ConfigFacts ?? EntryFacts.Missing, project?.SecretsFacts ?? EntryFacts.Missing);
        _files = files;
    }

    /// <summary>Whether all files and directories are still as they were.</summary>
    public bool AreFilesCurrent => _files.All(static file => file.IsCurrent);

    /// <summary>The directories in which something changes when a file does; absolute, and perhaps not there.</summary>
    public IEnumerable<string> Directories => _files.SelectMany(DirectoriesOf).Append(_place.Root).Append(_place.StartDirectory).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>The same as it is now. No file is opened.</summary>
    public SourceState TakeAgain(ConfigurationOptions options)
    {
        ProjectSearch search = new(options);
        return new SourceState(search, search.Find(search.ChooseEnvironment()), [.. _files.Select(static file => file.TakeAgain())]);
    }

    /// <summary>Whether a load would read the same.</summary>
    public bool Matches(SourceState? other) =>
        other is not null && _place == other._place && _variables.SequenceEqual(other._variables) && _files.SequenceEqual(other._files);

    private static IEnumerable<string?> DirectoriesOf(FileVersion file) =>
        file.Facts.Kind == EntryKind.Directory ? [file.Path, ParentOf(file.Path)] : [ParentOf(file.Path)];

    private static string? ParentOf(string path) => FileReading.CanExist(path) && Path.IsPathRooted(path) ? Path.GetDirectoryName(path) : null;

    /// <summary>Where the project is, and what chose it.</summary>
    private readonly record struct Place(
        string? CurrentDirectory, string? CredentialsDirectory, string? StartDirectory, string? Root, string? ConfigFile, EntryFacts Config, EntryFacts Secrets);
}
