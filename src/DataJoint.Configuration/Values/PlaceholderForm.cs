namespace DataJoint.Configuration;

/// <summary>Recognises text that stands for a value and that nobody filled in, such as <c>${NAME}</c> or <c>&lt;password&gt;</c>.</summary>
public static class PlaceholderForm
{
    /// <summary>The form of a placeholder that is all of a text.</summary>
    /// <param name="text">A value, without white space around it.</param>
    /// <returns>For example <c>${NAME}</c>, or null when the text is no placeholder.</returns>
    public static string? Find(string text) => text is null ? throw new ArgumentNullException(nameof(text)) :
        Encloses(text, "${{", "}}") ? "${{ … }}"
        : Encloses(text, "${", "}") ? "${NAME}"
        : Encloses(text, "$(", ")") ? "$(NAME)"
        : Encloses(text, "{{", "}}") ? "{{ … }}"
        : Encloses(text, "<", ">") ? "<…>"
        : Encloses(text, "%", "%") && IsName(text.Substring(1, text.Length - 2)) ? "%NAME%"
        : text.StartsWith("$env:", StringComparison.OrdinalIgnoreCase) && IsName(text.Substring(5)) ? "$env:NAME"
        : text.Length > 2 && text.All(c => c == '*') ? "***"
        : text.Length > 1 && text[0] == '$' && IsName(text.Substring(1)) ? "$NAME"
        : null;

    private static bool Encloses(string text, string open, string close) =>
        text.Length > open.Length + close.Length && text.StartsWith(open, StringComparison.Ordinal) && text.EndsWith(close, StringComparison.Ordinal)
        && text.IndexOf(close, open.Length, StringComparison.Ordinal) == text.Length - close.Length && (open == close || text.IndexOf(open, 1, StringComparison.Ordinal) < 0);

    private static bool IsName(string text) =>
        text.Length > 0 && (char.IsLetter(text[0]) || text[0] == '_') && text.All(c => c is '_' or '.' || char.IsLetterOrDigit(c));
}
