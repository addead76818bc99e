using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>Warns of values that can be used and were hardly meant: placeholders that nobody filled in, and what stands around a value. No message shows the value.</summary>
internal static class SuspectText
{
    private static readonly SettingDefinition[] Free = [SettingCatalogue.DatabasePrefix, SettingCatalogue.Charset, SettingCatalogue.InitFunction];

    /// <summary>What is suspect about a value, as rule, words and remedy; null when nothing is.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="text">The value.</param>
    /// <param name="where">Where it is set, as the end of "where …".</param>
    public static ValueProblem? Find(SettingKey key, string text, string where)
    {
        if (text.Length == 0 || key.IsCustom || Array.IndexOf(Free, key.Definition) >= 0)
        {
            return null;
        }

        string name = Display.Sanitize(key.Text);
        if (PlaceholderForm.Find(text.Trim()) is string form)
        {
            return new(InputRules.Placeholder, $"{name} has a placeholder of the form {form} for its value, and nothing took its place", $"Write the value itself, or define what it stands for, where {where}.{Meant(key)}");
        }

        if (IsPath(key) && PathSyntax.FindFault(text) is string fault)
        {
            return new(InputRules.ForeignPath, $"{name} has {fault}, so it cannot be a path here", $"{PathSyntax.DescribeRemedy(text)} where {where}.");
        }

        bool isFree = key.IsSecret || key.Rule.Type is SettingType.Text or SettingType.Host or SettingType.Path or SettingType.StoreName;
        return isFree && FindSurrounding(key, key.Rule.Type == SettingType.Host ? text.Trim() : text) is string found
            ? new(InputRules.SurroundedValue, $"{name} has {found}, which counts as part of the value", $"If it is not meant, remove it where {where}.{Meant(key)}")
            : null;
    }

    private static string Meant(SettingKey key) =>
        key.IsSecret ? $" A credential that is meant so is taken as it stands in {ProjectFinder.SecretsDirectoryName}/{SecretsDirectory.FileNameOf(environment: null)}." : "";

    /// <summary>Reports what is suspect about a value of a variable.</summary>
    public static void ReportVariable(SettingKey key, string text, string variable, DiagnosticBag diagnostics)
    {
        if (Find(key, text, variable + " is set") is ValueProblem problem)
        {
            diagnostics.Add(problem.Rule, $"{problem.Message} (in {variable})", problem.Hint, new Origin(variable));
        }
    }

    /// <summary>What is suspect about the values that a program sets.</summary>
    public static IEnumerable<Diagnostic> FindIn(ValueTable programmatic)
    {
        foreach ((SettingKey key, RawValue raw) in List(programmatic))
        {
            string? given = raw.Value is Secret { IsResolved: true } secret ? secret.Reveal() : raw.Value as string;
            if (given is string text && Find(key, text, raw.Source + " sets it") is ValueProblem problem)
            {
                yield return new Diagnostic(problem.Rule, problem.Message, problem.Hint, raw.Origin);
            }
        }
    }

    private static IEnumerable<(SettingKey Key, RawValue Value)> List(ValueTable table)
    {
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            if (table.Get(definition) is RawValue value)
            {
                yield return (SettingKey.From(definition), value);
            }
        }

        foreach (KeyValuePair<string, Dictionary<string, RawValue>> store in table.Stores ?? [])
        {
            foreach (KeyValuePair<string, RawValue> attribute in store.Value)
            {
                yield return (SettingKey.OfStore(store.Key, attribute.Key), attribute.Value);
            }
        }
    }

    private static bool IsPath(SettingKey key) =>
        key.Rule.Type == SettingType.Path || key.Attribute is "location" or "stage" || ReferenceEquals(key.Definition, SettingCatalogue.Name);

    /// <summary>What web pages and chat programs put around a text that is copied from them, and a byte-order mark.</summary>
    private static bool IsInvisible(char c) => c is (>= '\u200b' and <= '\u200f') or '\u2060' or '\ufeff';

    private static string? FindSurrounding(SettingKey key, string text)
    {
        char first = text[0];
        char last = text[text.Length - 1];
        if (text.Length > 1 && ((first == last && first is '"' or '\'' or '`') || (first, last) is ('\u201c', '\u201d') or ('\u2018', '\u2019')))
        {
            return "a pair of quotes around it";
        }

        if (IsInvisible(first) || IsInvisible(last))
        {
            return $"an invisible character (U+{(int)(IsInvisible(first) ? first : last):X4}) at its {(IsInvisible(first) ? "beginning" : "end")}";
        }

        if (key.IsDocument || !(char.IsWhiteSpace(first) || char.IsWhiteSpace(last)))
        {
            return null;
        }

        return last == '\r' || text.EndsWith("\r\n", StringComparison.Ordinal) ? "a carriage return at its end"
            : last == '\n' ? "a line end at its end"
            : !char.IsWhiteSpace(first) ? "a blank at its end"
            : char.IsWhiteSpace(last) ? "blanks around it" : "a blank at its beginning";
    }
}
