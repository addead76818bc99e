namespace DataJoint.Configuration;

/// <summary>Reads all sources once, reports everything that is wrong with any of them, and makes a snapshot when nothing is.</summary>
internal sealed class ConfigurationLoader
{
    private readonly ConfigurationOptions _options;
    private readonly Findings _findings = new();
    private readonly List<ValueTable> _projectTables = [];
    private readonly List<ValueTable> _secretTables = [];
    private readonly IReadOnlyList<KeyValuePair<string, string>> _variables;
    private readonly ControlVariables _control;
    private readonly string? _currentDirectory;
    private readonly List<TrustedHost> _trusted;

    private ConfigurationLoader(ConfigurationOptions options)
    {
        _options = options;
        _variables = options.Surroundings.ListVariables();
        _control = ControlVariables.Read(_variables, _findings);
        _currentDirectory = options.Surroundings.FindCurrentDirectory();
        _trusted = ReadTrusted();
    }

    private bool IsStrict => _options.Strict ?? _control.IsStrict;

    /// <summary>Loads.</summary>
    /// <param name="options">How.</param>
    /// <param name="programmatic">The programmatic values.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="ConfigurationException">Something is wrong; everything that is, is reported.</exception>
    internal static ConfigurationSnapshot Load(ConfigurationOptions options, ValueTable programmatic) =>
        new ConfigurationLoader(options).Load(programmatic);

    /// <summary>Finds the project and reads no file.</summary>
    internal static ProjectLocation Locate(ConfigurationOptions options)
    {
        ConfigurationLoader loader = new(options);
        (string? environment, _) = loader.ChooseEnvironment();
        ProjectLocation project = loader.LocateProject(environment);
        IReadOnlyList<Diagnostic> diagnostics = loader._findings.ToList(strict: false);
        return diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) ? throw new ConfigurationException(diagnostics) : project;
    }

    private ConfigurationSnapshot Load(ValueTable programmatic)
    {
        (string? environment, string? environmentSource) = ChooseEnvironment();
        ProjectLocation project = LocateProject(environment);
        if (!_control.IgnoresFiles)
        {
            bool found = ReadProjectFiles(project);
            found |= ReadSecrets(project);
            if (environment is not null && !found)
            {
                ReportMissingEnvironment(project, environment, environmentSource!);
            }
        }

        LayerStack stack = Stack(programmatic);
        bool failed = false;
        IReadOnlyList<Diagnostic> diagnostics = _findings.ToList(IsStrict);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            failed |= diagnostic.Severity == DiagnosticSeverity.Error;
        }

        return failed
            ? throw new ConfigurationException(diagnostics)
            : new ConfigurationSnapshot(stack, new LoadContext(project, diagnostics, IsStrict, _control.IsThreadSafe, environmentSource) { Trust = Trust(project) });
    }

    private DestinationTrust Trust(ProjectLocation project) => new(
        TrustList.PathIn(_options.Surroundings), project.Root, _trusted, IsStrict || _options.UntrustedDestinations == UntrustedDestinations.Refuse);

    /// <summary>Reads what the variable and the program trust.</summary>
    private List<TrustedHost> ReadTrusted()
    {
        List<TrustedHost> trusted = [];
        foreach ((string text, string source) in _control.TrustedDestinations.Select(t => (t, ControlVariables.Trust))
            .Concat(_options.TrustedDestinations.Select(t => (t, _options.SettingsOrigin))))
        {
            if (TrustedHost.TryParse(text, out TrustedHost? host, out string? problem))
            {
                trusted.Add(host);
            }
            else
            {
                _findings.Add(
                    DiagnosticRules.InvalidControlVariable, $"{source}: the trusted destination {Display.Quote(text)} {problem}",
                    "Write host, host:port or *.domain, with commas between several.", new Origin(source));
            }
        }

        return trusted;
    }

    private (string? Environment, string? Source) ChooseEnvironment()
    {
        string? name = _options.Environment ?? _control.EnvironmentValue;
        if (name is null)
        {
            return (null, null);
        }

        string source = _options.Environment is null ? ControlVariables.Environment : "--env";
        if (EnvironmentName.IsValid(name))
        {
            return (name, source);
        }

        _findings.Add(
            DiagnosticRules.InvalidEnvironmentName,
            $"{Display.Quote(name)} is no environment name: letters, digits, _ and - are allowed, and 100 characters",
            "Write a name such as dev, staging or prod.", new Origin(source));
        return (null, null);
    }

    private ProjectLocation LocateProject(string? environment)
    {
        string? start = _options.StartDirectory ?? _currentDirectory;
        if (start is not null && FileReading.CanExist(start) && !Path.IsPathRooted(start))
        {
            start = _currentDirectory is null ? null : Path.Combine(_currentDirectory, start);
        }

        string? resolved = start is null ? null : ProjectFinder.ResolveDirectory(start);
        if (resolved is not null)
        {
            ProjectLocation project = ProjectFinder.Find(resolved, environment);
            if (!_control.IgnoresFiles)
            {
                ReportDeniedStart(project, resolved);
                LookalikeFiles.Report(project, _findings);
            }

            return project;
        }

        if (_options.StartDirectory is not null || !_control.IgnoresFiles)
        {
            string what = _options.StartDirectory is string given
                ? $"the directory {Display.Quote(given)} does not exist"
                : "the current directory does not exist any more, or cannot be entered";
            _findings.Add(DiagnosticRules.NoStartDirectory, what, "Change to an existing directory, or name one with --project.");
        }

        return new ProjectLocation(start ?? "", null, hasConfigFile: false, EntryFacts.Missing, environment);
    }

    /// <summary>A start directory that cannot be searched may hold a project: going on without it would be a guess.</summary>
    private void ReportDeniedStart(ProjectLocation project, string start)
    {
        if (project.Root != start && FileReading.Stat(Path.Combine(start, ProjectFinder.ConfigFileName)).Kind == EntryKind.Denied)
        {
            _findings.Add(
                DiagnosticRules.UnreadableFile, $"the directory {Display.Quote(start)} cannot be searched: permission denied",
                "Give the current user access to it.");
        }
    }

    /// <summary>Reads the project's files, the environment's first.</summary>
    /// <returns>True when there was a file for the environment.</returns>
    private bool ReadProjectFiles(ProjectLocation project)
    {
        if (project.Root is null)
        {
            return false;
        }

        ProjectTrust.Check(project, _findings);
        ValueTable? own = project.Environment is null ? null : ReadProjectFile(project.Root, $"datajoint.{project.Environment}.json");
        ValueTable? shared = project.ConfigFile is null ? null : ReadProjectFile(project.Root, ProjectFinder.ConfigFileName);
        _projectTables.AddRange(new[] { own, shared }.Where(t => t is { IsEmpty: false })!);
        return own is not null;
    }

    private ValueTable? ReadProjectFile(string root, string name) =>
        JsonFile.Read(Path.Combine(root, name), name, SettingLayer.Project, _findings, out _);

    private bool ReadSecrets(ProjectLocation project)
    {
        bool found = false;
        if (project.SecretsDirectory is string secrets)
        {
            SecretPermissions permissions = new(project.SecretsFacts, _findings);
            SecretsDirectory own = new(secrets, ProjectFinder.SecretsDirectoryName, project.Environment, permissions, _findings);
            found = own.Read(_secretTables);
        }
        else if (project.SecretsFacts.Kind is not (EntryKind.Missing or EntryKind.Directory or EntryKind.Denied))
        {
            _findings.Add(
                DiagnosticRules.SecretsNotADirectory, ".secrets is not a directory, so no secret is read from it",
                "Rename it if it belongs to another tool, and run: djc init", new Origin(ProjectFinder.SecretsDirectoryName));
        }

        return ReadMountedSecrets(project) | found;
    }

    private bool ReadMountedSecrets(ProjectLocation project)
    {
        string? mounted = MountedSecrets();
        if (mounted is null)
        {
            return false;
        }

        if (FileReading.Stat(mounted).Kind == EntryKind.Directory && Path.IsPathRooted(mounted))
        {
            mounted = Path.GetFullPath(mounted);
            string shown = project.Shorten(mounted.Length > 1 ? mounted.TrimEnd(Path.DirectorySeparatorChar) : mounted);
            return new SecretsDirectory(mounted, shown, project.Environment, permissions: null, _findings).Read(_secretTables);
        }

        if (_control.SecretsDirectoryValue is not null)
        {
            _findings.Add(
                DiagnosticRules.SecretsDirectoryMissing, $"{ControlVariables.SecretsDirectory}: {Display.Quote(mounted)} is no directory",
                "Correct the path, mount the directory, or unset the variable.", new Origin(ControlVariables.SecretsDirectory));
        }

        return false;
    }

    /// <summary>The mounted secrets directory; relative only when there is no current directory to start from.</summary>
    private string? MountedSecrets()
    {
        string? mounted = _control.SecretsDirectoryValue ?? _options.Surroundings.MountedSecrets;
        return mounted is null || _currentDirectory is null || !FileReading.CanExist(mounted) ? mounted : Path.Combine(_currentDirectory, mounted);
    }

    private void ReportMissingEnvironment(ProjectLocation project, string environment, string source)
    {
        string own = $"datajoint.{environment}.json";
        if (project.Root is null && Path.IsPathRooted(project.StartDirectory) && FileReading.Stat(Path.Combine(project.StartDirectory, own)).Kind == EntryKind.File)
        {
            _findings.Add(
                DiagnosticRules.EnvironmentWithoutFile,
                $"{own} is not read: it makes no project without {ProjectFinder.ConfigFileName} beside it",
                "Run: djc init", new Origin(Path.Combine(project.StartDirectory, own)));
            return;
        }

        List<string> known = EnvironmentList.Find(project, MountedSecrets());
        string? nearest = Spelling.Nearest(environment, known);
        string list = known.Count == 0 ? "there are none" : "there are: " + string.Join(", ", known);
        _findings.Add(
            DiagnosticRules.EnvironmentWithoutFile,
            $"no file exists for the environment {Display.Quote(environment)}; {list}",
            nearest is null ? $"Create datajoint.{environment}.json or .secrets/datajoint.{environment}.json." : $"Did you mean {nearest}?",
            new Origin(source));
    }

    private LayerStack Stack(ValueTable programmatic)
    {
        EnvironmentSource environment = new(_currentDirectory, _findings);
        environment.ReadSettings(_variables);
        bool masks = environment.Stores is not null;
        IEnumerable<ValueTable> below = _secretTables.Concat(_projectTables);
        if (environment.Stores is not null)
        {
            below = below.Prepend(environment.Stores);
        }

        if (_variables.Any(v => v.Key.StartsWith(StoreVariables.Prefix, StringComparison.Ordinal)))
        {
            LayerStack known = new(below.Prepend(programmatic), masks);
            environment.ReadStoreVariables(_variables, new StoreVariables(known.StoreNames()));
        }

        return new LayerStack(below.Prepend(environment.Table).Prepend(programmatic), masks);
    }
}
