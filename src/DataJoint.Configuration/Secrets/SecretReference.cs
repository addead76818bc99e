using System.Diagnostics.CodeAnalysis;
using DataJoint.Configuration.Secrets;

namespace DataJoint.Configuration;

/// <summary>Where a secret is kept, as a setting names it: <c>ref+scheme://path?query#/field</c>. It may be shown and committed.</summary>
/// <remarks>
/// The form is that of vals, https://github.com/helmfile/vals. What the path and the query mean is up to the scheme; percent-encoded characters are
/// decoded, a plus sign stays one.
/// </remarks>
public sealed class SecretReference
{
    /// <summary>The scheme whose references run a program that they name.</summary>
    internal const string ProgramScheme = "exec";

    private const string Prefix = "ref+";
    private const string Separator = "://";

    /// <summary>The longest reference, in characters.</summary>
    private const int MaxLength = 4096;

    private SecretReference(string text, string scheme, string path, IReadOnlyList<KeyValuePair<string, string>> parameters, string field)
    {
        Text = text;
        Scheme = scheme;
        Path = path;
        Parameters = parameters;
        Dictionary<string, string> query = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> parameter in parameters)
        {
            query[parameter.Key] = parameter.Value;
        }

        Query = query;
        Field = field;
    }

    /// <summary>The whole reference, as written.</summary>
    public string Text { get; }

    /// <summary>Who keeps the secret, such as <c>vault</c>.</summary>
    public string Scheme { get; }

    /// <summary>What comes after <c>://</c>, up to the query and the field.</summary>
    public string Path { get; }

    /// <summary>The query's names and values; of a name that stands there twice the last value.</summary>
    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>The query's names and values in the order in which they stand there, each as often as it does.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>Which part of what is kept there is meant: a JSON pointer (RFC 6901) such as <c>/password</c>, or empty for the whole.</summary>
    public string Field { get; }

    /// <summary>The reference without its field: those that are equal are answered by one question.</summary>
    public string Document
    {
        get
        {
            int hash = Text.IndexOf('#');
            return hash < 0 ? Text : Text.Substring(0, hash);
        }
    }

    /// <summary>Whether a text is meant as a reference: it begins with <c>ref+</c>, a scheme and <c>://</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True also for one that is malformed behind that.</returns>
    public static bool IsReference(string text) =>
        SchemeEnd(text ?? throw new ArgumentNullException(nameof(text))) > 0;

    /// <summary>Understands a reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="problem">What is wrong with it, as the end of a sentence that begins with it.</param>
    /// <returns>False when it is none, or malformed.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out SecretReference? reference, [NotNullWhen(false)] out string? problem)
    {
        reference = null;
        int end = SchemeEnd(text ?? throw new ArgumentNullException(nameof(text)));
        problem = end < 0 ? "does not begin with ref+scheme://"
            : text.Length > MaxLength ? $"is longer than {MaxLength} characters"
            : text.Any(char.IsControl) ? "holds a control character"
            : null;
        if (problem is not null)
        {
            return false;
        }

        string rest = text.Substring(end + Separator.Length);
        string field = Cut(ref rest, '#') ?? "";
        string query = Cut(ref rest, '?') ?? "";
        problem = rest.Length == 0 ? "names nothing behind ://"
            : field.Length > 0 && field[0] != '/' ? "has a field that does not begin with a slash: write #/name"
            : PercentEncoding.FindProblem(text) ?? FindPointerProblem(text);
        if (problem is not null)
        {
            return false;
        }

        List<KeyValuePair<string, string>> parameters = [];
        foreach (string pair in query.Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            string value = pair;
            string name = Uri.UnescapeDataString(value.Split('=')[0]);
            parameters.Add(new(name, Cut(ref value, '=') is string given ? Uri.UnescapeDataString(given) : ""));
        }

        reference = new SecretReference(text, text.Substring(Prefix.Length, end - Prefix.Length), Uri.UnescapeDataString(rest), parameters, Uri.UnescapeDataString(field));
        return true;
    }

    /// <summary>The reference, as written.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Text;

    /// <summary>In a JSON pointer a tilde stands only before 0, for itself, and before 1, for a slash.</summary>
    private static string? FindPointerProblem(string text)
    {
        for (int i = text.IndexOf('#'); i >= 0 && i < text.Length; i++)
        {
            if (text[i] == '~' && !(i + 1 < text.Length && text[i + 1] is '0' or '1'))
            {
                return $"has a ~ at character {i + 1} that is followed by neither 0 nor 1: in a field ~0 stands for ~, and ~1 for /";
            }
        }

        return null;
    }

    /// <summary>Takes what comes after the first separator off a text.</summary>
    private static string? Cut(ref string text, char separator)
    {
        int at = text.IndexOf(separator);
        if (at < 0)
        {
            return null;
        }

        string tail = text.Substring(at + 1);
        text = text.Substring(0, at);
        return tail;
    }

    /// <summary>Where the scheme ends, or -1 when none stands there.</summary>
    private static int SchemeEnd(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return -1;
        }

        int end = Prefix.Length;
        while (end < text.Length && text[end] is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
        {
            end++;
        }

        return end > Prefix.Length && string.CompareOrdinal(text, end, Separator, 0, Separator.Length) == 0 ? end : -1;
    }
}
