namespace DataJoint.Cli.Completions;

/// <summary>A word that may stand where the cursor is.</summary>
/// <param name="Word">The whole word. What ends in <c>=</c>, <c>:</c> or <c>/</c> goes on.</param>
/// <param name="Description">What it is, in one line; may be empty.</param>
internal sealed record Candidate(string Word, string Description = "");
