using System.Text;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>Finds out which store and attribute a variable <c>DJ_STORES_&lt;NAME&gt;_&lt;ATTRIBUTE&gt;</c> means.</summary>
internal sealed class StoreVariables
{
    public const string Prefix = "DJ_STORES_";
    public const string Group = "stores";

    /// <summary>Beyond so many stores none is suggested.</summary>
    private const int MaxToCompare = 1000;

    private readonly Dictionary<string, List<string>> _byVariableName = new(StringComparer.Ordinal);

    /// <summary>Prepares matching.</summary>
    /// <param name="stores">The names of the stores that the other layers and DJ_STORES know.</param>
    public StoreVariables(IEnumerable<string> stores)
    {
        foreach (string store in stores)
        {
            string name = InVariables(store);
            if (!_byVariableName.TryGetValue(name, out List<string>? same))
            {
                _byVariableName.Add(name, same = []);
            }

            same.Add(store);
        }
    }

    /// <summary>A store's name as variables spell it: upper case, everything but letters and digits as <c>_</c>.</summary>
    public static string InVariables(string store)
    {
        StringBuilder name = new(store.Length);
        foreach (char c in store)
        {
            name.Append(char.IsLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_');
        }

        return name.ToString();
    }

    /// <summary>Matches a variable.</summary>
    /// <param name="name">The variable's name without <c>_FILE</c>.</param>
    /// <param name="variable">The variable's whole name, for diagnostics.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <returns>The attribute that it sets, or null; that has been reported.</returns>
    public SettingKey? Match(string name, string variable, DiagnosticBag diagnostics)
    {
        string rest = name.Substring(Prefix.Length);
        if (rest.Any(char.IsLower))
        {
            diagnostics.Add(
                VariableRules.UnknownVariable, $"{Display.Sanitize(variable)} is not read: variables are in upper case",
                $"Rename it to {Display.Sanitize(variable.ToUpperInvariant())}.", new Origin(Display.Sanitize(variable)));
            return null;
        }

        SettingKey? match = MatchKnownStore(rest, variable, onlyKnownAttributes: true, diagnostics, out bool ambiguous);
        if (match is null && !ambiguous)
        {
            match = MatchKnownStore(rest, variable, onlyKnownAttributes: false, diagnostics, out ambiguous);
        }

        if (match is null && !ambiguous)
        {
            match = MatchNewStore(rest);
            if (match is null)
            {
                Report(rest, variable, diagnostics);
            }
        }

        return match;
    }

    private SettingKey? MatchKnownStore(string rest, string variable, bool onlyKnownAttributes, DiagnosticBag diagnostics, out bool ambiguous)
    {
        ambiguous = false;
        for (int end = rest.LastIndexOf('_', rest.Length - 1); end > 0; end = rest.LastIndexOf('_', end - 1))
        {
            string attribute = rest.Substring(end + 1).ToLowerInvariant();
            if (attribute.Length == 0 || attribute[0] == '_' || !_byVariableName.TryGetValue(rest.Substring(0, end), out List<string>? stores)
                || (onlyKnownAttributes && StoreCatalogue.FindAttribute(attribute) is null))
            {
                continue;
            }

            if (stores.Count == 1)
            {
                return SettingKey.OfStore(stores[0], attribute);
            }

            ambiguous = true;
            string names = string.Join(" and ", stores.Select(Display.Quote));
            diagnostics.Add(
                VariableRules.AmbiguousStoreVariable, $"{variable} fits the stores {names}",
                "Use DJ_STORES, or rename one of the stores.", new Origin(variable));
            return null;
        }

        return null;
    }

    /// <summary>For an unknown store the longest known attribute that fits counts. Other programs nest names by doubled underscores: they belong to no store here.</summary>
    private static SettingKey? MatchNewStore(string rest)
    {
        for (int end = rest.IndexOf('_', Math.Min(1, rest.Length)); end > 0 && end < rest.Length - 1; end = rest.IndexOf('_', end + 1))
        {
            string attribute = rest.Substring(end + 1).ToLowerInvariant();
            string store = rest.Substring(0, end).ToLowerInvariant();
            if (StoreCatalogue.FindAttribute(attribute) is not null && SettingKey.IsStoreName(store) && store[0] != '_' && store[store.Length - 1] != '_')
            {
                return SettingKey.OfStore(store, attribute);
            }
        }

        return null;
    }

    private void Report(string rest, string variable, DiagnosticBag diagnostics)
    {
        if (!diagnostics.Wants(VariableRules.UnmatchedStoreVariable, "environment"))
        {
            return;
        }

        string? suggestion;
        if (rest is "DEFAULT" or "FILEPATH_DEFAULT")
        {
            suggestion = $"Set stores.{rest.ToLowerInvariant()} in datajoint.json, or \"{rest.ToLowerInvariant()}\" inside DJ_STORES.";
        }
        else if (WithoutDoubled(rest) is string single && single != rest
            && (MatchKnownStore(single, variable, onlyKnownAttributes: true, new(), out _) ?? MatchNewStore(single)) is not null)
        {
            suggestion = $"Did you mean {Prefix}{Display.Sanitize(single)}{variable.Substring(Prefix.Length + rest.Length)}?";
        }
        else
        {
            string? nearest = _byVariableName.Count > MaxToCompare ? null : Spelling.Nearest(rest, NearVariables(rest));
            suggestion = nearest is null ? null : $"Did you mean {Prefix}{nearest}?";
        }

        diagnostics.Add(
            VariableRules.UnmatchedStoreVariable, $"{Display.Sanitize(variable)} is not read: it names no known store and ends in no known attribute",
            suggestion ?? "Write DJ_STORES_<NAME>_<ATTRIBUTE>, for example DJ_STORES_MAIN_ACCESS_KEY.", new Origin(Display.Sanitize(variable)));
    }

    private static string WithoutDoubled(string rest) => string.Join("_", rest.Split(['_'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>For each place where the store's name could end: the nearest attribute and, when there is one, the nearest store.</summary>
    private IEnumerable<string> NearVariables(string rest)
    {
        for (int end = rest.IndexOf('_'); end > 0 && end < rest.Length - 1; end = rest.IndexOf('_', end + 1))
        {
            string? attribute = Spelling.Nearest(rest.Substring(end + 1), StoreCatalogue.AllAttributes.Select(a => a.Name));
            string? store = attribute is null ? null : Spelling.Nearest(rest.Substring(0, end), _byVariableName.Keys);
            if (store is not null)
            {
                yield return store + "_" + attribute!.ToUpperInvariant();
            }
        }
    }

    /// <summary>What a value for a store is called with another name or attribute, where it stands: the name of a variable, a file or a setting.</summary>
    public static string Rename(SettingKey given, SettingKey meant, RawValue value)
    {
        bool isVariable = value.Layer == SettingLayer.Environment && value.Source.StartsWith(Prefix, StringComparison.Ordinal);
        if (isVariable && EnvironmentSource.BaseOfFileVariable(value.Source) != EnvironmentSource.StoresVariable)
        {
            string suffix = EnvironmentSource.BaseOfFileVariable(value.Source) is not null ? EnvironmentSource.FileSuffix : "";
            return Display.Sanitize(Prefix + InVariables(meant.Store!) + "_" + meant.Attribute!.ToUpperInvariant() + suffix);
        }

        return value.Source.EndsWith(given.Text, StringComparison.Ordinal)
            ? Display.Sanitize(value.Source.Substring(0, value.Source.Length - given.Text.Length) + meant.Text)
            : Display.Sanitize(meant.Text);
    }
}
