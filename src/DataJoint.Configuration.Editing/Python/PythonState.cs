namespace DataJoint.Configuration.Editing.Python;

/// <summary>Python's configuration while it comes about.</summary>
internal sealed class PythonState
{
    /// <summary>Values that are given; everything else has its default.</summary>
    public Dictionary<string, PythonValue> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>The <c>stores</c> dictionary; <c>default</c> and <c>filepath_default</c> are in it.</summary>
    public Dictionary<string, PythonNode> Stores { get; } = new(StringComparer.Ordinal);

    /// <summary>Where a store's attribute that is not from datajoint.json comes from.</summary>
    public Dictionary<string, string> AttributeSources { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the file itself says <c>ignore_config_file</c>, which in Python keeps only the secrets out.</summary>
    public bool IgnoresSecrets { get; set; }

    public string? Text(string key) => Settings.TryGetValue(key, out PythonValue? value) ? value.Text : null;
}
