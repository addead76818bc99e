using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Secrets;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Takes what Python would resolve differently, as data and as diagnostics.</summary>
internal sealed class PythonFindings
{
    public const string Hint = "To make both agree, give the value in one place that both read; djc run passes the resolved values to a Python program.";

    private readonly PythonConfiguration _python;
    private readonly DiagnosticBag _diagnostics = new();
    private readonly List<PythonDifference> _differences = [];

    public PythonFindings(PythonConfiguration python) => _python = python;

    private string? Reason => _python.ImportFailures.Count > 0 ? string.Join("; ", _python.ImportFailures.Select(f => $"{f.Source}: {f.Why}"))
        : _python.FileObjection ?? (_python.LacksFile ? "there is no " + Display.Sanitize(_python.Project.FileName) : null);

    private PythonOutcome Outcome => _python.ImportFailures.Count > 0 ? PythonOutcome.ImportFails
        : Reason is not null ? PythonOutcome.LoadsWithWarning
        : PythonOutcome.Loads;

    /// <summary>Whether the value of a key is shown masked. What means nothing to this product may be anything.</summary>
    public static bool IsSecret(string key, PythonValue value) => value.IsProtected || SettingKey.Find(key) is not { IsSecret: false };

    /// <summary>A value as it is shown; an empty secret is empty to everybody.</summary>
    public static string? Show(PythonValue? value, bool isSecret) => value?.Text switch
    {
        null => null,
        { Length: > 0 } when isSecret => Secret.Mask,
        string json when value.Kind == PythonNodeKind.List => Display.Sanitize(UrlPassword.MaskJson(json)),
        string text => Display.Sanitize(UrlPassword.Mask(text)),
    };

    /// <summary>Takes a difference; without a message it is data only.</summary>
    public void Add(PythonDifference difference, string? message, Origin? origin, string? hint = Hint)
    {
        _differences.Add(difference);
        if (message is not null)
        {
            Say(message, origin, hint);
        }
    }

    /// <summary>Reports why Python does not start.</summary>
    /// <returns>False when it does.</returns>
    public bool ReportImportFailures()
    {
        foreach ((string source, string why) in _python.ImportFailures)
        {
            Say($"with {source} as it is, import datajoint fails in Python: {why}", new Origin(source), Hint);
        }

        return _python.ImportFailures.Count > 0;
    }

    /// <summary>Reports what Python would do when nothing has been loaded here.</summary>
    public void ReportInsteadOfUs()
    {
        string message = Outcome switch
        {
            PythonOutcome.ImportFails => $"datajoint-python {PythonComparison.Version} does not load this either: import datajoint fails",
            PythonOutcome.LoadsWithWarning => $"datajoint-python {PythonComparison.Version} would load this, with a warning",
            _ => $"datajoint-python {PythonComparison.Version} would load this without a warning",
        };
        Say(Reason is null ? message : $"{message}: {Reason}", null, null);
        if (Outcome == PythonOutcome.ImportFails)
        {
            return;
        }

        foreach (PythonField field in PythonFields.All)
        {
            PythonValue value = _python.Find(field.Key)!;
            if ((value.Source is not null || value.Text != field.Default) && !_python.IsUncertain(field.Key, value))
            {
                AddValue(field.Key, value);
            }
        }

        foreach (string key in new[] { SettingCatalogue.DefaultStore.Key, SettingCatalogue.DefaultFilepathStore.Key })
        {
            if (_python.Find(key) is PythonValue value)
            {
                AddValue(key, value);
            }
        }

        foreach (KeyValuePair<string, PythonValue> attribute in _python.ListAttributes())
        {
            AddValue(attribute.Key, attribute.Value);
        }
    }

    public PythonReport ToReport() => new(Outcome, Reason, _differences, _diagnostics.ToList(strict: false))
    {
        VersionNotes = [.. PythonVersions.List(_python)],
        NotPredicted =
        [
            .. _python.Environment.ListAmbiguous().Select(v => $"{v}: it is set in several spellings, and their order decides"),
            .. ListPlugIns(),
        ],
    };

    private IEnumerable<string> ListPlugIns() =>
        from store in _python.Stores
        let protocol = store.Value.Find("protocol")
        where protocol is { Kind: PythonNodeKind.Text, Text.Length: > 0 } && protocol.Text.ToLowerInvariant() is not ("file" or "s3" or "gcs" or "azure")
        select $"stores.{Display.Sanitize(store.Key)}: whether it is taken depends on the plug-ins that are installed";

    private void AddValue(string key, PythonValue value)
    {
        bool isSecret = IsSecret(key, value);
        _differences.Add(
            new PythonDifference(Display.Sanitize(key), null, Show(value, isSecret), "nothing was loaded here") { IsSecret = isSecret, PythonSource = value.Source });
    }

    private void Say(string message, Origin? origin, string? hint)
    {
        if (_diagnostics.Wants(PythonRules.PythonDiffers, origin?.Source ?? ""))
        {
            _diagnostics.Add(PythonRules.PythonDiffers, message, hint, origin);
        }
    }
}
