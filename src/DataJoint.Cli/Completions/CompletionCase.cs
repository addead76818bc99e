using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Completions;

/// <summary>What can follow a command, for completions.</summary>
/// <param name="Path">The command as it is typed, such as <c>djc config get</c>.</param>
/// <param name="Words">Commands, or what its first argument may be, each with a description.</param>
/// <param name="Options">Its own options and those of all commands.</param>
internal sealed record CompletionCase(string Path, IReadOnlyList<(string Word, string Description)> Words, IReadOnlyList<OptionDefinition> Options);
