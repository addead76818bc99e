using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Editing.Python;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Secrets;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Editing;

/// <summary>Says which settings datajoint-python would resolve differently, and why. Information; never a secret.</summary>
public sealed class PythonComparison
{
    private const string Hint = "To make both agree, give the value in one place that both read; djc run passes the resolved values to a Python program.";

    private readonly ConfigurationSnapshot _ours;
    private readonly PythonConfiguration _python;
    private readonly PythonReasons _reasons;
    private readonly DiagnosticBag _diagnostics = new();

    private PythonComparison(ConfigurationSnapshot snapshot, HostEnvironment hostEnvironment)
    {
        // What the program or --set gives is no matter of the sources: Python has its own way of setting it.
        _ours = new ConfigurationSnapshot(snapshot.Stack.WithProgrammatic(new ValueTable(SettingLayer.Programmatic)), snapshot.Context);
        _python = PythonConfiguration.From(snapshot.Project, hostEnvironment);
        _reasons = new PythonReasons(_python);
    }

    /// <summary>Compares.</summary>
    /// <param name="snapshot">What this product resolves.</param>
    /// <param name="hostEnvironment">The variables and the mounted secrets directory.</param>
    /// <returns>A diagnostic for each setting that differs; empty when Python agrees.</returns>
    public static IReadOnlyList<Diagnostic> Run(ConfigurationSnapshot snapshot, HostEnvironment hostEnvironment)
    {
        PythonComparison comparison = new(
            snapshot ?? throw new ArgumentNullException(nameof(snapshot)), hostEnvironment ?? throw new ArgumentNullException(nameof(hostEnvironment)));
        comparison.Compare();
        return comparison._diagnostics.ToList(strict: false);
    }

    private void Compare()
    {
        if (_python.ImportFailures.Count > 0)
        {
            foreach ((string variable, string why) in _python.ImportFailures)
            {
                Report($"with {variable} as it is, import datajoint fails in Python: {why}", new Origin(variable), Hint);
            }

            return;
        }

        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            CompareSetting(definition);
        }

        CompareStores();
    }

    private void CompareSetting(SettingDefinition definition)
    {
        ResolvedSetting ours = _ours.Find(definition.Key);
        PythonValue? theirs = _python.Find(definition.Key);
        bool isStore = definition.Key.StartsWith("stores.", StringComparison.Ordinal);
        if (PythonFields.Find(definition.Key) is null && !isStore)
        {
            if (ours.Layer != SettingLayer.Default)
            {
                Report($"{definition.Key}: Python has no such setting", ours.Origin, null);
            }

            return;
        }

        if (definition.Key == "database.host" && _python.HostBreaks)
        {
            Report("database.host: Python splits the host at every colon and cannot use an IPv6 address", ours.Origin, "Give Python a host name.");
            return;
        }

        bool portDefault = ours.Layer == SettingLayer.Default && definition.Key == "database.port" && _ours.Database.Backend == "postgresql";
        theirs ??= portDefault ? new PythonValue("3306", null) : null;
        if (ours.Layer != SettingLayer.Default || theirs is not null)
        {
            CompareValues(ours, theirs ?? new PythonValue(definition.Default is null ? null : new SettingValue(definition.Default).ToString(), null));
        }
    }

    private void CompareStores()
    {
        Dictionary<string, PythonValue> theirs = _python.ListAttributes();
        foreach (SettingKey key in _ours.Stores.ListKeys())
        {
            ResolvedSetting ours = _ours.Find(key);
            bool known = theirs.TryGetValue(key.Text, out PythonValue? value);
            theirs.Remove(key.Text);
            if (known || ours.Layer != SettingLayer.Default)
            {
                CompareValues(ours, value ?? new PythonValue(null, null));
            }
        }

        foreach (KeyValuePair<string, PythonValue> extra in theirs.Where(t => t.Value.Text is not null))
        {
            string place = extra.Value.Source ?? ProjectFinder.ConfigFileName;
            Report($"{Display.Sanitize(extra.Key)}: Python takes it from {place}, and it has no value here", new Origin(place), null);
        }
    }

    private void CompareValues(ResolvedSetting ours, PythonValue theirs)
    {
        object? raw = ours.Value.Raw;
        bool same = raw is Secret secret
            ? theirs.Text is not null && secret.Equals(new Secret(theirs.Text))
            : Plain(raw) == Plain(raw, theirs.Text) && !(theirs.IsRawText && raw is bool or int);
        string? ourSource = ours.Origin?.Source;
        if (same && (ours.Layer == SettingLayer.Default || ourSource == theirs.Source || theirs.Source is null))
        {
            return;
        }

        string key = Display.Sanitize(ours.Key);
        string place = theirs.Source is null ? "" : " from " + theirs.Source;
        string what = theirs.Text is null ? "Python has no value"
            : ours.IsSecret ? (theirs.Text.Length == 0 ? "Python has an empty one" : "Python takes it") + place
            : same ? "Python takes the same value" + place
            : $"Python uses {Show(ours, theirs)}{place}";
        string instead = ours.Origin is null ? "" : $", not {(ours.IsSecret || same ? "that" : Display.Quote(ours.Value.ToString()))} of {ours.Origin}";
        Report($"{key}: {what}{instead}: {_reasons.Explain(ours, theirs)}", ours.Origin ?? (theirs.Source is null ? null : new Origin(theirs.Source)), Hint);
    }

    /// <summary>Lists compare without white space; everything else as it is.</summary>
    private static string? Plain(object? type, string? text) =>
        type is IntegerList or JsonFragment ? text?.Replace(" ", "").Replace("\n", "").Replace("\r", "").Replace("\t", "") : text;

    private static string? Plain(object? value) => value is null ? null : Plain(value, new SettingValue(value).Reveal());

    private static string Show(ResolvedSetting ours, PythonValue theirs) =>
        theirs.Kind == PythonNodeKind.List ? "a list"
        : theirs.IsRawText && ours.Value.Raw is bool or int ? $"the text {Quote(theirs)}"
        : theirs.IsRawText || ours.Value.Raw is not (null or IntegerList or JsonFragment) ? Quote(theirs)
        : "a value of its own";

    private static string Quote(PythonValue theirs) => Display.Quote(UrlPassword.Mask(theirs.Text!));

    private void Report(string message, Origin? origin, string? hint)
    {
        if (_diagnostics.Wants(DiagnosticRules.PythonDiffers, origin?.Source ?? ""))
        {
            _diagnostics.Add(DiagnosticRules.PythonDiffers, message, hint, origin);
        }
    }
}
