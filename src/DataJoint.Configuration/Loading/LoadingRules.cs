namespace DataJoint.Configuration.Loading;

/// <summary>The kinds of what keeps a project or an environment from being found.</summary>
internal static class LoadingRules
{
    public static readonly DiagnosticRule InvalidEnvironmentName = new(
        DiagnosticIds.InvalidEnvironmentName, DiagnosticSeverity.Error, "Invalid environment name",
        "An environment name consists of letters, digits, `_` and `-`. It becomes part of a file name, so nothing else is allowed.",
        "Correct DJ_ENV or --env.");

    public static readonly DiagnosticRule EnvironmentWithoutFile = new(
        DiagnosticIds.EnvironmentWithoutFile, DiagnosticSeverity.Warning, "No file for the chosen environment",
        "An environment is chosen, but neither `datajoint.<env>.json` nor `.secrets/datajoint.<env>.json` exists in a project. A project is where a `datajoint.json` or a `.secrets/` is.",
        "Correct the name, or create the file, for example with `djc config set --env NAME KEY VALUE`.");

    public static readonly DiagnosticRule NoStartDirectory = new(
        DiagnosticIds.NoStartDirectory, DiagnosticSeverity.Error, "The start directory does not exist",
        "The directory to look for the project from is not there, or the current directory has been deleted.",
        "Change to an existing directory, or pass --project DIR.");
}
