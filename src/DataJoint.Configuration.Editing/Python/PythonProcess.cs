using DataJoint.Configuration.Editing.Python;

namespace DataJoint.Configuration.Editing;

/// <summary>What datajoint-python takes from the environment of its process: for whoever starts a Python program with resolved settings.</summary>
public static class PythonProcess
{
    /// <summary>Whether datajoint-python takes something from a variable of this name, in any case: also from some without <c>DJ_</c>, such as <c>LIMIT</c>.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <returns>False when it does not look at it.</returns>
    public static bool Reads(string variable) =>
        PythonFields.Reads((variable ?? throw new ArgumentNullException(nameof(variable))).ToUpperInvariant());

    /// <summary>What a Python program does not get, although <c>DJ_IGNORE_CONFIG_FILE</c> is set and every setting that has a variable is in it.</summary>
    /// <param name="snapshot">The resolved settings.</param>
    /// <returns>The keys of the settings, each with a diagnostic as information; never a secret.</returns>
    public static IReadOnlyList<KeyValuePair<string, Diagnostic>> ListLosses(ConfigurationSnapshot snapshot)
    {
        _ = snapshot ?? throw new ArgumentNullException(nameof(snapshot));
        List<KeyValuePair<string, Diagnostic>> losses = [];
        foreach (PythonField field in PythonFields.All)
        {
            ResolvedSetting ours = snapshot.Find(field.Key);
            if (ours.Layer != SettingLayer.Default && FindLoss(field, ours.Value) is string loss)
            {
                losses.Add(new(field.Key, new Diagnostic(PythonRules.PythonDiffers, $"{field.Key}: {loss}", null, ours.Origin)));
            }
        }

        return losses;
    }

    private static string? FindLoss(PythonField field, SettingValue ours)
    {
        string value = ours.Raw is Secret { IsResolved: false } ? "" : ours.Reveal() ?? "";
        if (field.Key == "database.host" && value.IndexOf(':') >= 0)
        {
            return PythonReasons.SplitsHost;
        }

        if (field.HasOwnVariable)
        {
            return PythonChecks.Convert(field, value) is null ? $"import datajoint fails in Python: {field.Expectation}" : null;
        }

        string theirs = SettingCatalogue.TryFind(field.Key, out SettingDefinition? definition) && definition.Default is object given
            ? new SettingValue(given).ToString()
            : "";
        return theirs == value ? null : $"Python uses {Display.Quote(theirs)}, not {Display.Quote(ours.ToString())}: it has no variable for it";
    }
}
