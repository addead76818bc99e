namespace DataJoint.Configuration.Sources;

/// <summary>The kinds of what is wrong with keys and names in files.</summary>
internal static class KeyRules
{
    public static readonly DiagnosticRule UnknownKey = new(
        DiagnosticIds.UnknownKey, DiagnosticSeverity.Warning, "Unknown setting key",
        "A key in a file is not a setting. It has no effect; most often it is misspelt. It is kept when the file is edited.",
        "Correct the spelling, or move keys of your own under `custom`.");

    public static readonly DiagnosticRule DuplicateSetting = new(
        DiagnosticIds.DuplicateSetting, DiagnosticSeverity.Warning, "The same setting twice in one source",
        "Both spellings of a key (flat and nested) or the same key twice give the setting a value; the later one wins.",
        "Remove one of the two places.");

    public static readonly DiagnosticRule GroupExpected = new(
        DiagnosticIds.GroupExpected, DiagnosticSeverity.Error, "An object is expected",
        "A group such as `database` or a store has a plain value, or a setting has an object.",
        "Write the group as an object, or the full key with dots.");

    public static readonly DiagnosticRule InvalidStoreName = new(
        DiagnosticIds.InvalidStoreName, DiagnosticSeverity.Error, "Invalid store name",
        "A store name is not empty and has no `.` and no control character.",
        "Rename the store.");

    public static readonly DiagnosticRule LookalikeFile = new(
        DiagnosticIds.LookalikeFile, DiagnosticSeverity.Warning, "A file that is nearly the project's",
        "There is no `datajoint.json`, but a file whose name is close to it, or one of DataJoint 0.x. It is not read, so its settings have no effect.",
        "Rename it to `datajoint.json`. What DataJoint 0.x wrote is taken over by `djc migrate`.");
}
