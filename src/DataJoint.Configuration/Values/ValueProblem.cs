namespace DataJoint.Configuration.Values;

/// <summary>Why a value does not fit its setting, in words that never contain a secret.</summary>
internal sealed record ValueProblem(DiagnosticRule Rule, string Message, string? Hint)
{
    public static ValueProblem Unfit(SettingKey key, string found, string? suggestion = null) =>
        new(
            ValueRules.InvalidValue,
            $"{Display.Sanitize(key.Text)}: expected {key.Rule.Describe()}, found {found}",
            suggestion is null ? null : $"Did you mean {suggestion}?");

    public static ValueProblem Unquoted(SettingKey key, string found) =>
        new(
            ValueRules.UnquotedText,
            $"{Display.Sanitize(key.Text)} is text, but {found} stands here without quotes",
            $"Put the value of {Display.Sanitize(key.Text)} in double quotes.");

    public static ValueProblem Host(SettingKey key, string text, string problem) => PlaceholderForm.Find(text.Trim()) is string form
        ? new(
            ValueRules.InvalidHost,
            $"{key.Text} has a placeholder of the form {form} for its value, and nothing took its place",
            "Define what it stands for where the value is set, or write host, host:port, or [IPv6 address]:port.")
        : new(
            ValueRules.InvalidHost,
            $"{key.Text}: {Quote(WithoutCredentials(text))} {problem}",
            "Write host, host:port, or [IPv6 address]:port, without a scheme, a user or a path.");

    /// <summary>A value in quotation marks; of several lines, where the end of a quotation is missing and other settings follow, the first.</summary>
    public static string Quote(string text)
    {
        string trimmed = text.Trim();
        int end = trimmed.IndexOfAny(['\r', '\n']);
        return end < 0 ? Display.Quote(text) : Display.Quote(trimmed.Substring(0, end)) + " and further lines";
    }

    /// <summary>A URL or <c>user:password@host</c> that was put where a host belongs, without what stands before the host.</summary>
    private static string WithoutCredentials(string text)
    {
        int at = text.LastIndexOf('@');
        return at < 0 ? text : Secret.Mask + text.Substring(at);
    }
}
