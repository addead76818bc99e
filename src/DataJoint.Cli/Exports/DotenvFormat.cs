using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>
/// An <c>.env</c> file, written so that Docker Compose and python-dotenv take each value for the same. They differ in what they unescape and expand,
/// so there are values that no form expresses for both.
/// </summary>
internal sealed partial class DotenvFormat : IExportFormat
{
    private const string Elsewhere = "djc run gives it to a program as it is; djc export docker, shell and json can hold it";

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:+=,@%");

    public string Name => "dotenv";

    public string Summary => "an .env file, as Docker Compose and python-dotenv read it";

    public bool SplitsStores => false;

    public bool HoldsSecrets(bool reveals) => true;

    public string Write(ExportRequest request)
    {
        StringBuilder lines = new();
        foreach (SettingVariable variable in request.Variables)
        {
            lines.Append(variable.Name).Append('=').Append(Quote(variable)).Append('\n');
        }

        return lines.ToString();
    }

    private static string Quote(SettingVariable variable)
    {
        string text = ExportText.Get(variable);
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        if (PythonExpansion().IsMatch(text))
        {
            throw ExportText.CreateException(variable, "it holds ${…}, which python-dotenv expands even in single quotes", Elsewhere);
        }

        if (!SingleQuotesDiffer().IsMatch(text))
        {
            return $"'{text.Replace("'", "\\'", StringComparison.Ordinal)}'";
        }

        // A backslash before the closing quote hides it from python-dotenv; both take a bare word as it is.
        return BareWord().IsMatch(text) ? text
            : text.Contains('$', StringComparison.Ordinal) || text.EndsWith('\\')
                ? throw ExportText.CreateException(variable, "Docker Compose and python-dotenv would read its backslashes differently", Elsewhere)
                : $"\"{Escape(text)}\"";
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>As python-dotenv looks for it.</summary>
    [GeneratedRegex(@"\$\{[^}:]*(:-[^}]*)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex PythonExpansion();

    /// <summary>
    /// What is another text in single quotes to one of the two: python-dotenv makes one backslash of two, both take one before a quote away, and in
    /// Python's text files a carriage return is a line feed.
    /// </summary>
    [GeneratedRegex(@"\\\\|\\'|\\\z|\r", RegexOptions.CultureInvariant)]
    private static partial Regex SingleQuotesDiffer();

    /// <summary>What neither of the two unquotes, expands or cuts.</summary>
    [GeneratedRegex("""\A[^\s'"#$`][^\s#$]*\z""", RegexOptions.CultureInvariant)]
    private static partial Regex BareWord();
}
