using DataJoint.Leaks;

namespace DataJoint.Operations;

/// <summary>Where a leaked credential stands. Contains no credential.</summary>
/// <param name="Path">The path, with <c>/</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in it, from 1.</param>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Commit">The oldest commit that brought it; null when it is in the work tree alone.</param>
/// <param name="Date">When that commit was written, in ISO 8601; null without one.</param>
/// <param name="Refs">The branches, tags and other refs that have it.</param>
public sealed record IncidentPlace(string Path, long Line, long Column, string Rule, string? Commit, string? Date, IReadOnlyList<string> Refs)
{
    internal static IncidentPlace From(Leak leak) => new(leak.Path, leak.Line, leak.Column, leak.Rule.Id, leak.Commit, leak.AuthorDate, leak.Refs);
}
