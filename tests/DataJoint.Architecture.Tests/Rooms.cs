namespace DataJoint.Architecture.Tests;

/// <summary>
/// The folders of each project, lowest first: a folder uses those before it, never one after it. The project's own folder is <c>.</c>.
/// </summary>
internal static class Rooms
{
    public static IReadOnlyDictionary<string, string[]> Order { get; } = new Dictionary<string, string[]>
    {
        ["DataJoint.Configuration"] =
        [
            "Surroundings", "Secrets", "Diagnostics", "Settings", "Files", "Permissions", "Json", "Values", "Sources", "Layers", "Trust", "Snapshots", "Loading",
            "Schema", "Python", "Editing", "Migration",
        ],
        ["DataJoint.Stores"] = ["Seam", "Http", "Files", "Transfers", "Adapters", "Layout", "Probes"],
        ["DataJoint.Stores.S3"] = ["Credentials", "Endpoints", "Faults", "Requests", "Transfers", "."],
        ["DataJoint.Stores.Azure"] = ["Identities", "Credentials", "Faults", "Transfers", "."],
        ["DataJoint.Stores.Gcs"] = ["Endpoints", "Credentials", "Requests", "Resuming", "Transfers", "."],
        ["DataJoint"] = ["."],
        ["DataJoint.Cli"] =
        [
            "Terminals", "Rendering", "CommandLine", "Running", "Git", "Clients", "Statements", "Transfers", "Checks", "Completions",
            "Commands/Config", "Commands/Secrets", "Commands/Store", "Commands/Database", "Commands/Project", ".",
        ],
    };
}
