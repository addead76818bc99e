namespace DataJoint.Configuration;

/// <summary>A new snapshot, and the one before.</summary>
public sealed class ConfigurationChange
{
    internal ConfigurationChange(ConfigurationSnapshot snapshot, ConfigurationSnapshot previous, IReadOnlyList<string> keys)
    {
        Snapshot = snapshot;
        Previous = previous;
        Keys = keys;
    }

    /// <summary>The snapshot that is in force now.</summary>
    public ConfigurationSnapshot Snapshot { get; }

    /// <summary>The one that was reported before, or was in force when the watch began.</summary>
    public ConfigurationSnapshot Previous { get; }

    /// <summary>
    /// The settings that have another value, or a reference whose text is no longer good, in the order of the reference. Empty when only the project's
    /// directory is another one, from which relative paths begin.
    /// </summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The keys; never a value.</summary>
    /// <returns>For example <c>database.user, database.password</c>.</returns>
    public override string ToString() => Keys.Count == 0 ? "project directory" : string.Join(", ", Keys.Select(static key => Display.Sanitize(key)));

    /// <summary>Compares two snapshots.</summary>
    /// <param name="previous">The former one.</param>
    /// <param name="snapshot">The newest.</param>
    /// <param name="ended">References whose text is no longer good.</param>
    /// <returns>What has changed, or null.</returns>
    internal static ConfigurationChange? Find(ConfigurationSnapshot previous, ConfigurationSnapshot snapshot, IReadOnlyCollection<string> ended)
    {
        var former = previous.ListSettings().ToDictionary(static setting => setting.Key, static setting => setting.Value, StringComparer.Ordinal);
        List<string> keys = [];
        foreach (ResolvedSetting setting in snapshot.ListSettings())
        {
            bool isKnown = former.TryGetValue(setting.Key, out SettingValue before);
            former.Remove(setting.Key);
            bool isOver = setting.Reference is string reference && ended.Contains(reference);
            if (isOver || (isKnown ? before != setting.Value : setting.Value.HasValue))
            {
                keys.Add(setting.Key);
            }
        }

        keys.AddRange(former.Where(static gone => gone.Value.HasValue).Select(static gone => gone.Key));
        return keys.Count > 0 || previous.Project.Root != snapshot.Project.Root ? new ConfigurationChange(snapshot, previous, keys) : null;
    }
}
