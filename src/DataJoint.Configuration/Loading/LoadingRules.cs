namespace DataJoint.Configuration.Loading;

/// <summary>The kinds of what keeps a project, an environment or a store from being found.</summary>
internal static class LoadingRules
{
    public static readonly DiagnosticRule InvalidEnvironmentName = new(
        DiagnosticIds.InvalidEnvironmentName, DiagnosticSeverity.Error, "Invalid environment name",
        "An environment name consists of letters, digits, `_` and `-`, and is not `schema`. It becomes part of a file name, so nothing else is allowed.",
        "Correct DJ_ENV or --env.");

    public static readonly DiagnosticRule EnvironmentWithoutFile = new(
        DiagnosticIds.EnvironmentWithoutFile, DiagnosticSeverity.Warning, "No file for the chosen environment",
        "An environment is chosen, but neither `datajoint.<env>.json` nor `.secrets/datajoint.<env>.json` exists in a project. A project is where a `datajoint.json` or a `.secrets/` is.",
        "Correct the name, or create the file, for example with `djc config set --env NAME KEY VALUE`.");

    public static readonly DiagnosticRule NoStartDirectory = new(
        DiagnosticIds.NoStartDirectory, DiagnosticSeverity.Error, "The start directory does not exist",
        "The directory to look for the project from is not there, or the current directory has been deleted.",
        "Change to an existing directory, or pass --project DIR.");

    public static readonly DiagnosticRule UnreadEnvironment = new(
        DiagnosticIds.UnreadEnvironment, DiagnosticSeverity.Warning, "ENV names an environment and does not choose it",
        "The variable `ENV` has the name of an environment that the project has a file for. An example of DataJoint's documentation reads `ENV`; here `DJ_ENV` or `--env` chooses the environment, so the file is not read.",
        "Set `DJ_ENV` as well, or pass `--env NAME`. Unset `ENV` if the file is not meant.");

    public static readonly DiagnosticRule NearStore = new(
        DiagnosticIds.NearStore, DiagnosticSeverity.Warning, "A value for a store or an attribute that is probably misspelt",
        "A variable or a file of secrets gives a value to a store that has no protocol and nearly the name of another, or to an attribute that the store's protocol does not know and that is nearly one of its own. The value has no effect where it was meant to.",
        "Rename the variable, the file or the key as suggested.");
}
