namespace DataJoint.Architecture.Tests;

/// <summary>
/// The folders of each project, lowest first: a folder uses those before it, never one after it. The project's own folder is <c>.</c>.
/// </summary>
internal static class Rooms
{
    /// <summary>What every store that speaks over a network has, so that who knows one finds everything in the others.</summary>
    private static readonly string[] Backend = ["Endpoints", "Credentials", "Faults", "Requests", "Transfers", "."];

    public static IReadOnlyDictionary<string, string[]> Order { get; } = new Dictionary<string, string[]>
    {
        ["DataJoint.Configuration"] =
        [
            "Host", "Diagnostics", "Secrets", "Settings", "Files", "Permissions", "Json", "Values", "Sources", "Layers", "Trust", "Snapshots", "Loading",
        ],
        ["DataJoint.Configuration.Editing"] = ["Schema", "Python", "Files", "Json", "Projects", "Migration"],
        ["DataJoint.Connections"] =
        [
            "Waiting", "Faults", "Settings", "Tls", "Drivers", "Logins", "DataSources", "Opening", ".",
        ],
        ["DataJoint.Connections.MySql"] = ["."],
        ["DataJoint.Connections.PostgreSql"] = ["."],
        ["DataJoint.Connections.Sqlite"] = ["."],
        ["DataJoint.Identities.Azure"] = ["Faults", "Sources", "."],
        ["DataJoint.Identities.Google"] = ["Faults", "Tokens", "Sources", "."],
        ["DataJoint.Stores"] = ["Abstractions", "Http", "Files", "Transfers", "Adapters", "Layout", "Probes"],
        ["DataJoint.Stores.S3"] = Backend,
        ["DataJoint.Stores.Azure"] = Backend,
        ["DataJoint.Stores.Gcs"] = Backend,
        ["DataJoint.Secrets.Vault"] = ["Server", "Logins", "Engines", "."],
        ["DataJoint.Secrets"] = ["Keys", "Http", "Managers", "Local", "."],
        ["DataJoint.Secrets.Aws"] = ["Credentials", "Requests", "Keys", "Managers", "."],
        ["DataJoint.Secrets.Azure"] = ["Requests", "."],
        ["DataJoint.Secrets.Google"] = ["Requests", "."],
        ["DataJoint.Git"] = [".", "Objects", "History"],
        ["DataJoint.Leaks"] = ["Rules", "Scanning", "Guards", "Purging"],
        ["DataJoint"] = ["."],
        ["DataJoint.Checks"] = ["Runs", "Configuration", "Git", "Repairs", "Database", "Stores", "."],
        ["DataJoint.Operations"] = ["Faults", "Steps", "Passwords", "Accounts", "Verifications", "Journals", "Records", "Rotations", "Keys", ".", "Incidents"],
        ["DataJoint.Cli"] =
        [
            "Terminals", "Rendering", "CommandLine", "Running", "Exports", "Clients", "Statements", "Transfers", "Scans", "Completions",
            "Commands/Config", "Commands/Secrets", "Commands/Store", "Commands/Database", "Commands/Leaks", "Commands/Project", ".",
        ],
    };
}
