namespace DataJoint.Operations;

/// <summary>One credential of an incident, wherever it stands, and what became of it. Contains nothing of it.</summary>
/// <param name="Number">Its number in the incident, from 1.</param>
/// <param name="Title">What it is: the setting that held it, or what the rule says.</param>
/// <param name="Places">Where it was found, the oldest first.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record LeakedCredentialState(int Number, string Title, IReadOnlyList<IncidentPlace> Places, string Remedy)
{
    /// <summary>
    /// Whether a rotation can change it: <see cref="Incident.RotateAsync"/> the password of the configured database, <see cref="Incident.RotateStoreAsync"/> the
    /// key of a store.
    /// </summary>
    public bool IsRotatable { get; init; }

    /// <summary>The store whose key it is, when a rotation can change it; null otherwise.</summary>
    public string? Store { get; init; }

    /// <summary>How it was changed; null while it is not.</summary>
    public string? Rotated { get; init; }

    /// <summary>What became of it when it was tried at first; null when it was not.</summary>
    public string? TriedFirst { get; init; }

    /// <summary>What became of it when it was tried after it had been changed; null until then.</summary>
    public string? TriedLast { get; init; }

    /// <summary>The oldest commit's date, which is since when it leaks; null where none is known.</summary>
    public string? Since => Places.Select(place => place.Date).Where(date => date is not null).Min(StringComparer.Ordinal);
}
