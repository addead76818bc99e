namespace DataJoint.Cli;

/// <summary>What <c>--fix</c> changed, and what it could not change.</summary>
internal sealed class RepairReport
{
    /// <summary>Changes to permissions, each in a few words.</summary>
    public List<string> Permissions { get; } = [];

    /// <summary>Changes to .gitignore, each in a few words.</summary>
    public List<string> Ignores { get; } = [];

    /// <summary>Permissions that stay as they are, and why.</summary>
    public List<string> Unmended { get; } = [];

    /// <summary>A message with what was mended before it.</summary>
    public static string With(IReadOnlyList<string> mended, string message) =>
        mended.Count == 0 ? message : $"mended: {Listing.Join(mended)}; {message}";
}
