namespace DataJoint.Checks;

/// <summary>A secret that the settings need, or could use, and that nobody gives.</summary>
public sealed class MissingSecret
{
    internal MissingSecret(string key, SecretNeed need, IReadOnlyList<SecretPlace> places)
    {
        Key = key;
        Need = need;
        Places = places;
    }

    /// <summary>The setting; of an identity of the platform, the store.</summary>
    public string Key { get; }

    /// <summary>How much it is needed.</summary>
    public SecretNeed Need { get; }

    /// <summary>The places where it may stand, the usual one first; none for an identity of the platform.</summary>
    public IReadOnlyList<SecretPlace> Places { get; }

    /// <summary>Key and need.</summary>
    /// <returns>For example <c>database.password: NotGiven</c>.</returns>
    public override string ToString() => $"{Key}: {Need}";
}
