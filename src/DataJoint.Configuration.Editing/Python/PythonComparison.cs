using DataJoint.Configuration.Editing.Python;
using DataJoint.Configuration.Loading;

namespace DataJoint.Configuration.Editing;

/// <summary>Says what datajoint-python would resolve differently, and why. Information; never a secret.</summary>
public static class PythonComparison
{
    /// <summary>The version of datajoint-python that is compared with.</summary>
    public const string Version = "2.3";

    /// <summary>Compares what has been loaded here with what Python would have.</summary>
    /// <param name="snapshot">What this product resolves.</param>
    /// <param name="hostEnvironment">The variables and the mounted secrets directory.</param>
    /// <returns>How Python starts, and each setting that differs.</returns>
    public static PythonReport Run(ConfigurationSnapshot snapshot, HostEnvironment hostEnvironment)
    {
        _ = snapshot ?? throw new ArgumentNullException(nameof(snapshot));
        _ = hostEnvironment ?? throw new ArgumentNullException(nameof(hostEnvironment));
        var python = PythonConfiguration.From(snapshot.Project.StartDirectory, snapshot.Project, hostEnvironment);
        PythonFindings diagnostics = new(python);
        if (!diagnostics.ReportImportFailures())
        {
            new SettingComparison(snapshot, python, diagnostics).Compare();
            new StoreComparison(snapshot, python, diagnostics).Compare();
        }

        return diagnostics.ToReport();
    }

    /// <summary>Says what Python would do where this product loads nothing.</summary>
    /// <param name="options">What was to be loaded.</param>
    /// <returns>How Python starts, and what it would not have by default; null when there is no directory to start in.</returns>
    public static PythonReport? Predict(ConfigurationOptions options)
    {
        ProjectSearch search = new(options ?? throw new ArgumentNullException(nameof(options)));
        if (search.StartDirectory is not string start)
        {
            return null;
        }

        ProjectLocation ours = search.Find(environment: null) ?? ProjectLocation.None(start);
        var python = PythonConfiguration.From(start, ours, options.HostEnvironment);
        PythonFindings diagnostics = new(python);
        diagnostics.ReportInsteadOfUs();
        return diagnostics.ToReport();
    }
}
