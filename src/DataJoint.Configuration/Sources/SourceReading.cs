using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>One reading of all sources: what they need to know, and where they put what they give, what is wrong with it, and what they have read.</summary>
internal sealed class SourceReading
{
    private readonly SourceFolder?[] _folders = new SourceFolder?[4];
    private readonly List<ValueTable> _tables = [];
    private readonly List<int> _ranks = [];
    private readonly List<FileVersion> _files = new(8);
    private int _rank;

    /// <summary>The sources, highest first.</summary>
    public required IReadOnlyList<ISource> Sources { get; init; }

    /// <summary>Where the project is, and which environment is chosen.</summary>
    public required ProjectLocation Project { get; init; }

    /// <summary>Takes what is wrong.</summary>
    public required DiagnosticBag Diagnostics { get; init; }

    /// <summary>All DJ_ variables, in the order of their names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>The names of those that a file gives, which may be a stranger's.</summary>
    public IReadOnlyCollection<string> VariablesOfFiles { get; init; } = [];

    /// <summary>What <see cref="Variables"/> say about loading itself.</summary>
    public ControlVariables Control { get; init; } = ControlVariables.None;

    /// <summary>The current directory, or null when it has been deleted.</summary>
    public string? CurrentDirectory { get; init; }

    /// <summary>Where the platform mounts secrets, or null.</summary>
    public string? PlatformSecrets { get; init; }

    /// <summary>The directory of the service's credentials, absolute, or null.</summary>
    public string? CredentialsDirectory { get; init; }

    /// <summary>The values that the program sets.</summary>
    public required ValueTable Programmatic { get; init; }

    /// <summary>What the sources have given so far, highest first.</summary>
    public IReadOnlyList<ValueTable> Tables => _tables;

    /// <summary>The files and directories that have been read, and those that were missing.</summary>
    public IReadOnlyList<FileVersion> Files => _files;

    /// <summary>Whether there was a file for the chosen environment.</summary>
    public bool HasEnvironmentFile { get; set; }

    /// <summary>A reading of the files of a project alone, without variables and mounted secrets.</summary>
    public static SourceReading OfFiles(IReadOnlyList<ISource> sources, ProjectLocation project, DiagnosticBag diagnostics) =>
        new() { Sources = sources, Project = project, Diagnostics = diagnostics, Programmatic = new ValueTable(SettingLayer.Programmatic) };

    /// <summary>Reads the sources that read files, or the others: layer by layer from the lowest, and within a layer as listed.</summary>
    public void Read(bool files)
    {
        for (int end = Sources.Count, start; end > 0; end = start)
        {
            start = end - 1;
            while (start > 0 && Sources[start - 1].Layer == Sources[end - 1].Layer)
            {
                start--;
            }

            for (_rank = start; _rank < end; _rank++)
            {
                if (Sources[_rank].ReadsFiles == files)
                {
                    Sources[_rank].Read(this);
                }
            }
        }
    }

    /// <summary>Whether a clone of the project can bring a file along: it lies below the root, whatever links its path goes through.</summary>
    public bool IsInProject(string path) => Project.Root is string root && PathContainment.Contains(root, path);

    /// <summary>Takes values from the source that is being read; its first table is its highest.</summary>
    /// <param name="table">The values.</param>
    /// <param name="path">The file that they were read from, or null.</param>
    public void Give(ValueTable table, string? path = null)
    {
        if (table.HasReferences && path is not null && IsInProject(path))
        {
            table = table.CopyWith(static (_, value) => value.AsReadInProject());
        }

        int at = _ranks.Count;
        while (at > 0 && _ranks[at - 1] > _rank)
        {
            at--;
        }

        _ranks.Insert(at, _rank);
        _tables.Insert(at, table);
    }

    /// <summary>Notes what stood at a path when it was read.</summary>
    public void Note(string path, EntryFacts facts) => _files.Add(new FileVersion(path, facts));

    /// <summary>Opens a directory, and reports once what is wrong with it.</summary>
    public SourceFolder Open(SourcePlace place) => _folders[(int)place] ??= SourceFolder.Open(place, this);

    /// <summary>The names of the stores that the program and the sources read so far know, without those that DJ_STORES hides.</summary>
    public IEnumerable<string> ListStores()
    {
        bool areReplaced = _tables.Exists(static table => table.ReplacesStores);
        return Tables.Prepend(Programmatic).Where(table => table.Stores is not null && !(areReplaced && table.HasReplaceableStores))
            .SelectMany(static table => table.Stores!.Keys).Distinct(StringComparer.Ordinal);
    }
}
