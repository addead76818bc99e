using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Loading;

/// <summary>Reports that the chosen environment has no file, and which environments have one.</summary>
internal static class MissingEnvironment
{
    /// <param name="reading">The reading that found none.</param>
    /// <param name="origin">What chose the environment.</param>
    public static void Report(SourceReading reading, string origin)
    {
        ProjectLocation project = reading.Project;
        string own = ProjectFileNames.ForEnvironment(project.Environment);
        if (project.Root is null && Path.IsPathRooted(project.StartDirectory) && FileReading.Stat(Path.Combine(project.StartDirectory, own)).Kind == EntryKind.File)
        {
            reading.Diagnostics.Add(
                LoadingRules.EnvironmentWithoutFile,
                $"{own} is not read: it makes no project without {ProjectFileNames.Config} beside it",
                "Run: djc init", new Origin(Path.Combine(project.StartDirectory, own)));
            return;
        }

        IReadOnlyList<string> known = ProjectEnvironments.List(reading);
        string? nearest = Spelling.Nearest(project.Environment!, known);
        string list = known.Count == 0 ? "there are none" : "there are: " + string.Join(", ", known);
        reading.Diagnostics.Add(
            LoadingRules.EnvironmentWithoutFile,
            $"no file exists for the environment {Display.Quote(project.Environment!)}; {list}",
            nearest is null ? $"Create {own} or {ProjectFinder.SecretsDirectoryName}/{own}." : $"Did you mean {nearest}?",
            new Origin(origin));
    }

    /// <summary>Reports that ENV has the name of an environment with a file: an example of the documentation reads that variable.</summary>
    public static void ReportUnread(SourceReading reading, HostEnvironment hostEnvironment)
    {
        if (hostEnvironment.FindVariable("ENV") is string name && EnvironmentName.IsValid(name) && ProjectEnvironments.List(reading).Contains(name))
        {
            reading.Diagnostics.Add(
                LoadingRules.UnreadEnvironment,
                $"ENV is {name}, and {ProjectFileNames.ForEnvironment(name)} is not read: the variable that chooses the environment is {ControlVariables.Environment}",
                $"Set {ControlVariables.Environment}={name}, or pass --env {name}.", new Origin("ENV"));
        }
    }
}
