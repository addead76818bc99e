namespace DataJoint.Leaks.Scanning;

/// <summary>A leak in one text, with nothing of the secret but its place.</summary>
/// <param name="Rule">What it is.</param>
/// <param name="At">Where it is in the outermost text.</param>
/// <param name="End">Where it has ended there.</param>
/// <param name="Excerpt">What may be shown of it.</param>
/// <param name="Check">Eight bits of the secret's hash.</param>
internal sealed record Sighting(LeakRule Rule, int At, int End, string Excerpt, byte Check)
{
    /// <summary>What it gives away, where that is kept.</summary>
    public LeakedCredential? Credential { get; init; }
}
