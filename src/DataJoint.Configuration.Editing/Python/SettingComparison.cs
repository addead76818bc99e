using System.Globalization;
using DataJoint.Configuration.Secrets;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Compares every setting, and every attribute of every store.</summary>
internal sealed class SettingComparison
{
    private readonly ConfigurationSnapshot _ours;
    private readonly PythonConfiguration _python;
    private readonly PythonFindings _diagnostics;
    private readonly PythonReasons _reasons;

    public SettingComparison(ConfigurationSnapshot snapshot, PythonConfiguration python, PythonFindings diagnostics)
    {
        // What the program or --set gives is no matter of the sources: Python has its own way of setting it.
        _ours = new ConfigurationSnapshot(snapshot.Stack.WithProgrammatic(new ValueTable(SettingLayer.Programmatic)), snapshot.Context);
        _python = python;
        _diagnostics = diagnostics;
        _reasons = new PythonReasons(python, snapshot.Project);
    }

    public void Compare()
    {
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            CompareSetting(definition);
        }

        CompareAttributes();
    }

    private void CompareSetting(SettingDefinition definition)
    {
        ResolvedSetting ours = _ours.Find(definition.Key);
        if (PythonFields.Find(definition.Key) is null && !definition.Key.StartsWith("stores.", StringComparison.Ordinal))
        {
            if (ours.Layer != SettingLayer.Default)
            {
                Report(ours, null, "Python has no such setting", $"{definition.Key}: Python has no such setting", hint: null);
            }

            return;
        }

        if (definition.Key == "database.host" && _python.HostBreaks)
        {
            Report(ours, _python.Find(definition.Key), PythonReasons.SplitsHost, $"{definition.Key}: {PythonReasons.SplitsHost}", "Give Python a host name.");
            return;
        }

        PythonValue theirs = _python.Find(definition.Key) ?? new PythonValue(null, null);
        if (!_python.IsUncertain(definition.Key, theirs))
        {
            CompareValues(ours, theirs);
        }
    }

    private void CompareAttributes()
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
            string place = extra.Value.Source ?? _python.Project.FileName;
            string key = Display.Sanitize(extra.Key);
            string reason = $"Python takes it from {place}, and it has no value here";
            bool isSecret = PythonFindings.IsSecret(extra.Key, extra.Value);
            PythonDifference difference = new(key, null, PythonFindings.Show(extra.Value, isSecret), reason) { IsSecret = isSecret, PythonSource = place };
            _diagnostics.Add(difference, $"{key}: {reason}", new Origin(place), hint: null);
        }
    }

    private void CompareValues(ResolvedSetting ours, PythonValue theirs)
    {
        // Without a name Python connects to the same database as this product.
        bool same = IsSame(ours, theirs) || (ours.Key == "database.name" && ours.Layer == SettingLayer.Default && theirs.Text is null);
        string? ourSource = ours.Origin?.Source;
        if (same && (ours.Layer == SettingLayer.Default || ourSource == theirs.Source || theirs.Source is null))
        {
            return;
        }

        if (ours.Reference is string reference && reference == theirs.Text)
        {
            ReportReference(ours, theirs);
            return;
        }

        bool isSecret = IsSecret(ours, theirs);
        string key = Display.Sanitize(ours.Key);
        string place = theirs.Source is null ? "" : " from " + theirs.Source;
        string what = theirs.Text is null ? "Python has no value"
            : isSecret ? (theirs.Text.Length == 0 ? "Python has an empty one" : "Python takes it") + place
            : same ? "Python takes the same value" + place
            : $"Python uses {Show(ours, theirs)}{place}";
        string instead = ours.Origin is null ? "" : $", not {(isSecret || same ? "that" : Display.Quote(ours.Value.ToString()))} of {ours.Origin}";
        string reason = _reasons.Explain(ours, theirs);
        Report(ours, theirs, reason, IsUnused(ours, theirs) ? null : $"{key}: {what}{instead}: {reason}");
    }

    /// <summary>Both read the same text, and only one of them knows that it names where the value is.</summary>
    private void ReportReference(ResolvedSetting ours, PythonValue theirs)
    {
        const string Reason = "it knows no references";
        string key = Display.Sanitize(ours.Key);
        string name = key.Substring(key.LastIndexOf('.') + 1);
        string message = $"{key}: datajoint-python would take the text of the reference ({ours.Origin}) as the {name}: {Reason}";
        Report(ours, theirs, Reason, message, "Start the Python program by djc run: it gets what the reference names.");
    }

    /// <summary>An embedded database has no port, so Python's default for one changes nothing: data for programs, no line for people.</summary>
    private static bool IsUnused(ResolvedSetting ours, PythonValue theirs) =>
        ours.Key == SettingCatalogue.Port.Key && !ours.Value.HasValue && theirs.Source is null;

    private void Report(ResolvedSetting ours, PythonValue? theirs, string reason, string? message, string? hint = PythonFindings.Hint)
    {
        bool isSecret = IsSecret(ours, theirs);
        string? shown = !ours.Value.HasValue ? null : isSecret ? Secret.Mask : ours.Value.ToString();
        PythonDifference difference = new(Display.Sanitize(ours.Key), shown, PythonFindings.Show(theirs, isSecret), reason)
        { IsSecret = isSecret, OursOrigin = ours.Origin, PythonSource = theirs?.Source };
        _diagnostics.Add(difference, message, ours.Origin ?? (theirs?.Source is null ? null : new Origin(theirs.Source)), hint);
    }

    /// <summary>What is a secret to one of the two is masked for both: they may hold the same.</summary>
    private static bool IsSecret(ResolvedSetting ours, PythonValue? theirs) => ours.IsSecret || theirs is { IsProtected: true };

    private static bool IsSame(ResolvedSetting ours, PythonValue theirs) => ours.Value.Raw switch
    {
        null => theirs.Text is null,
        _ when theirs.Text is null => false,
        Secret { IsResolved: true } secret when theirs.Kind == PythonNodeKind.List => Compact(secret.Reveal()) == Compact(theirs.Text),
        Secret secret => theirs.Kind is null or PythonNodeKind.Text && secret.Equals(new Secret(theirs.Text)),
        bool flag => !theirs.IsRawText && theirs.Text == (theirs.Kind == PythonNodeKind.Number ? flag ? "1" : "0" : flag ? "true" : "false"),
        int number => !theirs.IsRawText && double.TryParse(theirs.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double other) && other == number,
        IntegerList or JsonFragment => !theirs.IsRawText && Compact(ours.Value.Reveal()!) == Compact(theirs.Text),
        _ when PythonFields.Find(ours.Key)?.Kind == PythonFieldKind.Path && ours.Value.Reveal() is { Length: > 0 } path => PythonChecks.NormalizePath(path) == theirs.Text,
        _ => theirs.Kind is null or PythonNodeKind.Text && ours.Value.Reveal() == theirs.Text,
    };

    /// <summary>Lists compare without white space.</summary>
    private static string Compact(string text) => text.Replace(" ", "").Replace("\n", "").Replace("\r", "").Replace("\t", "");

    private static string Show(ResolvedSetting ours, PythonValue theirs) =>
        theirs.Kind == PythonNodeKind.List ? "a list"
        : theirs.IsRawText && ours.Value.Raw is bool or int or IntegerList ? $"the text {Quote(theirs)}"
        : theirs.Kind is null || theirs.IsRawText || ours.Value.Raw is not (null or IntegerList or JsonFragment) ? Quote(theirs)
        : "a value of its own";

    private static string Quote(PythonValue theirs) => Display.Quote(UrlPassword.Mask(theirs.Text!));
}
