namespace DataJoint.Configuration.Editing.Python;

/// <summary>Python's configuration while it comes about.</summary>
internal sealed class PythonState
{
    /// <summary>Starts with the defaults.</summary>
    /// <param name="fileName">The name of the project file, as origins show it.</param>
    public PythonState(string fileName)
    {
        FileName = fileName;
        StoresSource = fileName;
        foreach (PythonField field in PythonFields.All)
        {
            Settings[field.Key] = new PythonValue(field.Default, null);
        }
    }

    public string FileName { get; }

    /// <summary>Every setting that Python knows.</summary>
    public Dictionary<string, PythonValue> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>The <c>stores</c> dictionary; <c>default</c> and <c>filepath_default</c> are in it.</summary>
    public PythonNode Stores { get; private set; } = new(PythonNodeKind.Dictionary, "", 1);

    /// <summary>Where the stores come from, save what <see cref="AttributeSources"/> says.</summary>
    public string StoresSource { get; private set; }

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
