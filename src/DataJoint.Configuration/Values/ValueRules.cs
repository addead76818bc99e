namespace DataJoint.Configuration.Values;

/// <summary>The kinds of values that do not fit their settings.</summary>
internal static class ValueRules
{
    public static readonly DiagnosticRule InvalidValue = new(
        DiagnosticIds.InvalidValue, DiagnosticSeverity.Error, "Value of the wrong type or out of range",
        "A setting has a type, and some have a range or a list of allowed values; the value found does not fit.",
        "Write a value of the type that the message names; `djc config explain KEY` shows the type and the default.");

    public static readonly DiagnosticRule UnquotedText = new(
        DiagnosticIds.UnquotedText, DiagnosticSeverity.Error, "Text without quotes",
        "A number, a boolean or a bare word stands where text belongs. A number would lose leading zeros and change its form.",
        "Put the value in double quotes.");

    public static readonly DiagnosticRule InvalidHost = new(
        DiagnosticIds.InvalidHost, DiagnosticSeverity.Error, "Invalid host",
        "The host is written `host`, `host:port`, an IPv6 address, or `[address]:port`; the port is 1 to 65535.",
        "Write the host name alone, without scheme, user or path.");

    public static readonly DiagnosticRule NulInText = new(
        DiagnosticIds.NulInText, DiagnosticSeverity.Error, "A NUL character in a value",
        "Text with NUL characters is usually UTF-16, and no server or variable can take it.",
        "Save the file as UTF-8.");

    public static readonly DiagnosticRule MisplacedReference = new(
        DiagnosticIds.MisplacedReference, DiagnosticSeverity.Error, "A reference where none may stand",
        "References are resolved last, when a credential is needed. What decides where a credential goes, and everything else that is no credential, must be known before.",
        "Write the value itself. Credentials, `database.user` and keys below `custom` may be references.");
}
