using DataJoint.Configuration;

namespace DataJoint.Checks.Git;

/// <summary>A version of a file that git has.</summary>
/// <param name="Words">What it is called behind the file's name and a comma.</param>
internal sealed record FileVersion(string Words)
{
    public static readonly FileVersion Working = new("which git tracks");

    public static readonly FileVersion Staged = new("as it is staged, which git tracks");

    public static readonly FileVersion LastCommit = new("as the last commit has it");

    public static readonly FileVersion Earlier = new("as an earlier commit has it") { IsPast = true };

    /// <summary>Whether only earlier commits are known to have it.</summary>
    public bool IsPast { get; private init; }

    /// <summary>A version that an earlier commit has where a link led.</summary>
    public static FileVersion OfTarget(string path) => new($"as an earlier commit has it in {Display.Sanitize(path)}, to which it led") { IsPast = true };
}
