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
        ["DataJoint.Connections"] =
        [
            "Waiting", "Faults", "Settings", "Tls", "Drivers", "Drivers/MySql", "Drivers/PostgreSql", "Drivers/Sqlite", "Logins", "DataSources", "Opening", ".",
        ],
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

    /// <summary>Projects whose internal types live in their folder's namespace, so that <c>using</c> shows who depends on whom; public ones live in the project's.</summary>
    public static IReadOnlySet<string> WithNamespaces { get; } = new HashSet<string> { "DataJoint.Connections" };
}
