namespace DataJoint.Configuration.Editing;

/// <summary>One value of the old file, and where it goes.</summary>
public sealed class MigrationStep
{
    internal MigrationStep(string oldKey, Origin origin, SettingKey key, MigrationAction action)
    {
        OldKey = oldKey;
        Origin = origin;
        Key = key;
        Action = action;
    }

    /// <summary>The key in the old file, with dots where objects are nested.</summary>
    public string OldKey { get; }

    /// <summary>The place of the value in the old file.</summary>
    public Origin Origin { get; }

    /// <summary>The key of today, such as <c>database.host</c> or <c>custom.lab</c>.</summary>
    public string NewKey => Key.Text;

    /// <summary>What happens to the value.</summary>
    public MigrationAction Action { get; }

    /// <summary>The file that it goes to or is in, relative to the project root; null when it goes nowhere.</summary>
    public string? File { get; internal init; }

    /// <summary>The value; a credential prints as <c>********</c>.</summary>
    public SettingValue Value { get; internal init; }

    /// <summary>Whether the value is a credential, which stays out of files that are meant to be committed.</summary>
    public bool IsSecret => Key.IsSecret || Value.IsSecret;

    /// <summary>Why it goes there, when that is not plain; never with a credential in it.</summary>
    public string? Note { get; internal init; }

    /// <summary>Whether applying the plan writes it.</summary>
    public bool IsWritten => Action is MigrationAction.Carry or MigrationAction.CarryAsCustom or MigrationAction.Replace;

    internal SettingKey Key { get; }

    /// <summary>The value as JSON.</summary>
    internal string Json { get; init; } = "null";

    /// <summary>The objects around a key below <c>custom</c>, from the outside in.</summary>
    internal IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>The names on the way from <c>custom</c> to the value; a name may have dots in it.</summary>
    internal IEnumerable<string> CustomPath()
    {
        for (int i = 1; i <= Parents.Count; i++)
        {
            string inner = i < Parents.Count ? Parents[i] : NewKey;
            yield return inner.Substring(Parents[i - 1].Length + 1);
        }
    }

    /// <summary>Old key, new key, value (redacted) and file.</summary>
    /// <returns>For example <c>lab → custom.lab = A (datajoint.json)</c>.</returns>
    public override string ToString() =>
        $"{Display.Sanitize(OldKey)} → {Display.Sanitize(NewKey)} = {Display.Sanitize(Value.ToString())} ({File ?? Action.ToString()})";
}
