namespace DataJoint.Cli;

/// <summary>One version of a file that some commit holds.</summary>
/// <param name="Path">The file, relative to the directory that was looked at, with <c>/</c>.</param>
/// <param name="Id">The id of its content.</param>
internal sealed record GitBlob(string Path, string Id);
