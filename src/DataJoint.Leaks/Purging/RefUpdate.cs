namespace DataJoint.Leaks.Purging;

/// <summary>What happens to one ref.</summary>
/// <param name="Name">Its name, one character for each byte.</param>
/// <param name="Old">What it is; null when it does not exist.</param>
/// <param name="New">What it becomes; null when it goes.</param>
internal sealed record RefUpdate(string Name, string? Old, string? New);
