namespace DataJoint.Configuration;

/// <summary>The kinds of diagnostics about values that tools and habits leave behind: they can be read, and were hardly meant.</summary>
public static class InputRules
{
    /// <summary>DJ1028: A placeholder in place of a value.</summary>
    public static readonly DiagnosticRule Placeholder = new(
        "DJ1028", DiagnosticSeverity.Warning, "A placeholder in place of a value",
        "The value is nothing but `$NAME`, `${NAME}`, `$(NAME)`, `%NAME%`, `<…>` or `{{…}}`: an undefined variable of a CI system, a template that nobody filled in, or a shell that does not expand it. It is used as it is.",
        "Define the variable where the value is made, or write the value itself.");

    /// <summary>DJ1029: Blanks, quotes or a line end around a value.</summary>
    public static readonly DiagnosticRule SurroundedValue = new(
        "DJ1029", DiagnosticSeverity.Warning, "Blanks, quotes or a line end around a value",
        "The value begins or ends with a blank, ends with a carriage return (a file with Windows line ends was read by a shell), or stands in quotes that a program did not take away (`docker run --env-file`, `set` on Windows). They count as part of the value.",
        "Remove them where the value is set. A value that is meant so works, and keeps the warning.");

    /// <summary>DJ1030: A value for a store or an attribute that is probably misspelt.</summary>
    public static readonly DiagnosticRule NearStore = new(
        "DJ1030", DiagnosticSeverity.Warning, "A value for a store or an attribute that is probably misspelt",
        "A variable or a file of secrets gives a value to a store that has no protocol and nearly the name of another, or to an attribute that the store's protocol does not know and that is nearly one of its own. The value has no effect where it was meant to.",
        "Rename the variable, the file or the key as suggested.");

    /// <summary>DJ1031: ENV names an environment and does not choose it.</summary>
    public static readonly DiagnosticRule UnreadEnvironment = new(
        "DJ1031", DiagnosticSeverity.Warning, "ENV names an environment and does not choose it",
        "The variable `ENV` has the name of an environment that the project has a file for. An example of DataJoint's documentation reads `ENV`; here `DJ_ENV` or `--env` chooses the environment, so the file is not read.",
        "Set `DJ_ENV` as well, or pass `--env NAME`. Unset `ENV` if the file is not meant.");

    /// <summary>DJ1032: A path of another system.</summary>
    public static readonly DiagnosticRule ForeignPath = new(
        "DJ1032", DiagnosticSeverity.Warning, "A path of another system",
        "A path begins with a drive letter or is the name of a share of Windows, on a system that has neither; or it is a URL (`file:`), or holds a control character, as `\"E:\\backup\\new\"` does in JSON. It would become a file or folder of that name; nothing is written there.",
        "Write the path as this system has it, in JSON with `\\\\` for each backslash; or give it in the variable of each machine.");

    internal static IReadOnlyList<DiagnosticRule> All { get; } = [Placeholder, SurroundedValue, NearStore, UnreadEnvironment, ForeignPath];
}
