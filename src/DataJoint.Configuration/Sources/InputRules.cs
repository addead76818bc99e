namespace DataJoint.Configuration.Sources;

/// <summary>The kinds of values that tools and habits leave behind: they can be read, and were hardly meant.</summary>
internal static class InputRules
{
    public static readonly DiagnosticRule Placeholder = new(
        DiagnosticIds.Placeholder, DiagnosticSeverity.Warning, "A placeholder in place of a value",
        "The value is nothing but `$NAME`, `${NAME}`, `$(NAME)`, `%NAME%`, `<…>`, `{{…}}` or `***`: an undefined variable of a CI system, a template that nobody filled in, or a shell that does not expand it. It is used as it is.",
        "Define the variable where the value is made, or write the value itself. A credential that is meant so goes into `.secrets/datajoint.json`, where a text is taken as it stands, in strict mode too.");

    public static readonly DiagnosticRule SurroundedValue = new(
        DiagnosticIds.SurroundedValue, DiagnosticSeverity.Warning, "Blanks, quotes or a line end around a value",
        "The value begins or ends with a blank or an invisible character, ends with a carriage return (a file with Windows line ends was read by a shell), or stands in quotes that a program did not take away (`docker run --env-file`, `set` on Windows). They count as part of the value.",
        "Remove them where the value is set. A value that is meant so works, and keeps the warning; a credential that is meant so goes into `.secrets/datajoint.json`, where a text is taken as it stands, in strict mode too.");

    public static readonly DiagnosticRule ForeignPath = new(
        DiagnosticIds.ForeignPath, DiagnosticSeverity.Warning, "A path of another system",
        "A path begins with a drive letter or is the name of a share of Windows, on a system that has neither; or it is a URL (`file:`, `s3:`), or holds what only a shell replaces (`~/data`, `$HOME/data`, `%USERPROFILE%\\data`) or a control character, as `\"E:\\backup\\new\"` does in JSON. It would become a file or folder of that name; nothing is written there.",
        "Write the absolute path as this system has it, in JSON with `\\\\` for each backslash; or give it in the variable of each machine.");
}
