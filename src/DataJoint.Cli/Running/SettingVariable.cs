namespace DataJoint.Cli.Running;

/// <summary>A variable that gives a program settings. No record: what it would print may be a secret.</summary>
internal sealed class SettingVariable
{
    public SettingVariable(string name, string? text, string? key)
    {
        Name = name;
        Text = text;
        Key = key;
    }

    public string Name { get; }

    /// <summary>Its text; null for a secret that is kept elsewhere and was not asked for.</summary>
    public string? Text { get; }

    /// <summary>The setting that it gives; of the variables for whole groups, such as DJ_STORES, the group; null for what steers loading itself.</summary>
    public string? Key { get; }

    /// <summary>Whether its text is a secret, or holds one.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether it is the JSON of a whole group.</summary>
    public bool IsGroup { get; init; }
}
