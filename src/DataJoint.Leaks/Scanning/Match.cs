namespace DataJoint.Leaks.Scanning;

/// <summary>Where a shape stands in a text.</summary>
/// <param name="Rule">What it is.</param>
/// <param name="Start">Where what may be shown of it begins.</param>
/// <param name="SecretStart">Where the secret begins.</param>
/// <param name="SecretEnd">Where it has ended.</param>
internal readonly record struct Match(LeakRule Rule, int Start, int SecretStart, int SecretEnd);
