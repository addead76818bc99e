using DataJoint.Configuration.Layers;
using DataJoint.Configuration.Permissions;
using DataJoint.Configuration.Secrets;
using DataJoint.Configuration.Snapshots;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Trust;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Loading;

/// <summary>Reads all sources once, reports everything that is wrong with any of them, and makes a snapshot when nothing is.</summary>
internal sealed class ConfigurationLoader
{
    /// <summary>How often one load reads while files are being replaced under it.</summary>
    private const int MaxReadings = 20;

    private readonly ConfigurationOptions _options;
    private readonly SecretTerms? _terms;
    private readonly ProjectSearch _search;
    private readonly List<TrustedHost> _trusted = [];

    private ConfigurationLoader(ConfigurationOptions options, SecretTerms? terms)
    {
        _options = options;
        _terms = terms;
        _search = new ProjectSearch(options);
        AddTrusted(_search.Control.TrustedDestinations, ControlVariables.Trust);
        AddTrusted(options.TrustedDestinations, options.SettingsOrigin);
    }

    private bool IsStrict => _options.Strict ?? _search.Control.IsStrict;

    /// <summary>
    /// Loads. What was replaced between the reading of two files, as Kubernetes replaces mounted secrets, is read once more: old and new do not mix.
    /// </summary>
    /// <param name="options">How.</param>
    /// <param name="programmatic">The programmatic values.</param>
    /// <param name="terms">Takes down until when the texts of references are good.</param>
    public static LoadAttempt Load(ConfigurationOptions options, ValueTable programmatic, SecretTerms terms)
    {
        LoadAttempt attempt = new ConfigurationLoader(options, terms).Read(programmatic);
        for (int readings = 1; readings < MaxReadings && !attempt.Sources.AreFilesCurrent; readings++)
        {
            attempt = new ConfigurationLoader(options, terms).Read(programmatic);
        }

        return attempt;
    }

    /// <summary>Finds the project and reads no file.</summary>
    public static ProjectLocation Locate(ConfigurationOptions options)
    {
        ProjectSearch search = new ConfigurationLoader(options, terms: null)._search;
        ProjectLocation project = search.FindAndReport(search.ChooseEnvironment());
        IReadOnlyList<Diagnostic> diagnostics = search.Diagnostics.ToList(strict: false);
        return diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) ? throw new ConfigurationException(diagnostics) : project;
    }

    private LoadAttempt Read(ValueTable programmatic)
    {
        ProjectLocation project = _search.FindAndReport(_search.ChooseEnvironment());
        SourceReading reading = _search.Prepare(project, programmatic);
        if (!_search.Control.IgnoresFiles)
        {
            ReadFiles(reading);
        }

        reading.Read(files: false);
        LayerStack stack = new(reading.Tables);
        NearStores.Report(stack, reading.Diagnostics);
        bool failed = false;
        IReadOnlyList<Diagnostic> diagnostics = _search.Diagnostics.ToList(IsStrict);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            failed |= diagnostic.Severity == DiagnosticSeverity.Error;
        }

        IReadOnlyList<Diagnostic> suspect = IsStrict ? [.. ConfigurationSnapshot.FindSuspect(stack.Tables, IsStrict)] : [];
        SourceState sources = new(_search, project, reading.Files);
        return failed || suspect.Count > 0
            ? new LoadAttempt(sources, new ConfigurationException([.. diagnostics, .. suspect]))
            : new LoadAttempt(sources, new ConfigurationSnapshot(stack, Describe(reading, diagnostics)));
    }

    private void ReadFiles(SourceReading reading)
    {
        if (reading.Project.Root is not null && !reading.Project.IsNamed)
        {
            ProjectTrust.Check(reading.Project, reading.Diagnostics);
        }

        reading.Read(files: true);
        if (reading.Project.Environment is not null && !reading.HasEnvironmentFile)
        {
            MissingEnvironment.Report(reading, _search.EnvironmentOrigin);
        }
        else if (reading.Project.Environment is null)
        {
            MissingEnvironment.ReportUnread(reading, _options.HostEnvironment);
        }
    }

    private LoadContext Describe(SourceReading reading, IReadOnlyList<Diagnostic> diagnostics) => new(reading.Project, diagnostics, IsStrict)
    {
        Trust = new(
            TrustList.PathIn(_options.HostEnvironment), reading.Project.Root, _trusted, IsStrict || _options.UntrustedDestinations == UntrustedDestinations.Refuse),
        References = new(_options.HostEnvironment, reading.Project.Root, _options.AllowsPrograms ?? _search.Control.AllowsPrograms) { Terms = _terms },
        IgnoresFiles = _search.Control.IgnoresFiles,
    };

    /// <summary>Reads what the variable or the program trusts.</summary>
    private void AddTrusted(IReadOnlyList<string> destinations, string origin)
    {
        for (int i = 0; i < destinations.Count; i++)
        {
            if (TrustedHost.TryParse(destinations[i], out TrustedHost? host, out string? problem))
            {
                _trusted.Add(host);
            }
            else
            {
                _search.Diagnostics.Add(
                    VariableRules.InvalidControlVariable, $"{origin}: the trusted destination {Display.Quote(destinations[i])} {problem}",
                    "Write host, host:port, *.domain or references, with commas between several.", new Origin(origin));
            }
        }
    }
}
