namespace DataJoint.Configuration.Sources;

/// <summary>The kinds of files that cannot be read.</summary>
internal static class FileRules
{
    public static readonly DiagnosticRule UnreadableFile = new(
        DiagnosticIds.UnreadableFile, DiagnosticSeverity.Error, "A file cannot be read",
        "A file or directory is there, but the operating system refuses to read it: no permission, a link that leads nowhere or in a circle, or a failing disk. Or a variable or a setting names a file that does not exist (`DJ_CONFIG_FILE`, `DJ_PASS_FILE`, `database.tls.ca`), or a directory.",
        "Give the current user read access, or fix the link; or correct the path.");

    public static readonly DiagnosticRule NotAFile = new(
        DiagnosticIds.NotAFile, DiagnosticSeverity.Error, "Something other than a file stands where a file belongs",
        "A directory, pipe, socket or device has the name of a configuration file. Nothing is ever read from it.",
        "Remove it, or put a regular file in its place.");

    public static readonly DiagnosticRule FileTooLarge = new(
        DiagnosticIds.FileTooLarge, DiagnosticSeverity.Error, "A file is too large",
        "JSON files may have 16 MiB, single-value files 64 KiB. A larger one is almost certainly something else.",
        "Check that the right file is in this place.");

    public static readonly DiagnosticRule NotUtf8 = new(
        DiagnosticIds.NotUtf8, DiagnosticSeverity.Error, "A file is not UTF-8",
        "The bytes are not valid UTF-8. Editors on Windows sometimes save UTF-16 or a code page.",
        "Save the file as UTF-8.");
}
