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
        ],
        ["DataJoint.Configuration.Editing"] = ["Schema", "Python", "Files", "Json", "Projects", "Migration"],
        ["DataJoint.Stores"] = ["Seam", "Http", "Files", "Transfers", "Adapters", "Layout", "Probes"],
        ["DataJoint.Stores.S3"] = ["Credentials", "Endpoints", "Faults", "Requests", "Transfers", "."],
        ["DataJoint.Stores.Azure"] = ["Identities", "Credentials", "Faults", "Transfers", "."],
        ["DataJoint.Stores.Gcs"] = ["Endpoints", "Credentials", "Requests", "Resuming", "Transfers", "."],
        ["DataJoint.Git"] = ["."],
        ["DataJoint"] = ["."],
        ["DataJoint.Checks"] = ["Runs", "Configuration", "Git", "Repairs", "Database", "Stores", "."],
        ["DataJoint.Cli"] =
        [
            "Terminals", "Rendering", "CommandLine", "Running", "Clients", "Statements", "Transfers", "Completions",
            "Commands/Config", "Commands/Secrets", "Commands/Store", "Commands/Database", "Commands/Project", ".",
        ],
    };
}
