using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Python's configuration while it comes about.</summary>
internal sealed class PythonState
{
    public PythonState()
    {
        foreach (PythonField field in PythonFields.All)
        {
            Settings[field.Key] = new PythonValue(field.Default, null);
        }
    }

    /// <summary>Every setting that Python knows.</summary>
    public Dictionary<string, PythonValue> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>The <c>stores</c> dictionary; <c>default</c> and <c>filepath_default</c> are in it.</summary>
    public PythonNode Stores { get; private set; } = new(PythonNodeKind.Dictionary, "", 1);

    /// <summary>Where the stores come from, save what <see cref="AttributeSources"/> says.</summary>
    public string StoresSource { get; private set; } = ProjectFinder.ConfigFileName;

    /// <summary>Where a store's attribute that is not from datajoint.json comes from.</summary>
    public Dictionary<string, string> AttributeSources { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the file itself says <c>ignore_config_file</c>, which in Python keeps only the secrets out.</summary>
    public bool IgnoresSecrets { get; set; }

    public string? Text(string key) => Settings.TryGetValue(key, out PythonValue? value) ? value.Text : null;

    /// <summary>Puts a whole <c>stores</c> dictionary in place of the present one.</summary>
    public void PutStores(PythonNode? stores, string source)
    {
        if (stores?.Kind == PythonNodeKind.Dictionary)
        {
            Stores = stores;
            StoresSource = source;
        }
    }
}
