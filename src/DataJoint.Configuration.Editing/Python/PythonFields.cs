using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>The settings that datajoint-python 2.3 knows, how it checks them, and which variables it reads.</summary>
internal static class PythonFields
{
    private static readonly PythonField[] Table =
    [
        new("database.host", PythonFieldKind.Text, Variable: "DJ_HOST", BeatsFile: true),
        new("database.user", PythonFieldKind.Text, TakesNull: true, "DJ_USER", BeatsFile: true),
        new("database.password", PythonFieldKind.Text, TakesNull: true, "DJ_PASS", BeatsFile: true),
        new("database.backend", PythonFieldKind.Word, Variable: "DJ_BACKEND", BeatsFile: true) { Words = ["mysql", "postgresql"] },
        new("database.port", PythonFieldKind.Integer, TakesNull: true, "DJ_PORT", BeatsFile: true),
        new("database.name", PythonFieldKind.Text, TakesNull: true, "DJ_DATABASE_NAME", BeatsFile: true),
        new("database.database_prefix", PythonFieldKind.Text, Variable: "DJ_DATABASE_PREFIX", BeatsFile: true),
        new("database.create_tables", PythonFieldKind.Boolean, Variable: "DJ_CREATE_TABLES", BeatsFile: true),
        new("database.reconnect", PythonFieldKind.Boolean, Variable: "DJ_RECONNECT"),
        new("database.use_tls", PythonFieldKind.Boolean, TakesNull: true, "DJ_USE_TLS"),
        new("connection.charset", PythonFieldKind.Text, Variable: "CHARSET"),
        new("display.limit", PythonFieldKind.Integer, Variable: "LIMIT"),
        new("display.width", PythonFieldKind.Integer, Variable: "WIDTH"),
        new("display.show_tuple_count", PythonFieldKind.Boolean, Variable: "SHOW_TUPLE_COUNT"),
        new("display.diagram_direction", PythonFieldKind.Word, Variable: "DJ_DIAGRAM_DIRECTION", BeatsFile: true) { Words = ["TB", "LR"] },
        new("display.diagram_theme", PythonFieldKind.Word, Variable: "DJ_DIAGRAM_THEME", BeatsFile: true) { Words = ["light", "dark", "auto"] },
        new("jobs.auto_refresh", PythonFieldKind.Boolean, Variable: "DJ_JOBS_AUTO_REFRESH"),
        new("jobs.keep_completed", PythonFieldKind.Boolean, Variable: "DJ_JOBS_KEEP_COMPLETED"),
        new("jobs.stale_timeout", PythonFieldKind.Integer, Variable: "DJ_JOBS_STALE_TIMEOUT") { Least = 0 },
        new("jobs.default_priority", PythonFieldKind.Integer, Variable: "DJ_JOBS_DEFAULT_PRIORITY") { Least = 0, Greatest = 255 },
        new("jobs.version_method", PythonFieldKind.Word, TakesNull: true, "DJ_JOBS_VERSION_METHOD") { Words = ["git", "none"] },
        new("jobs.allow_new_pk_fields_in_computed_tables", PythonFieldKind.Boolean, Variable: "DJ_JOBS_ALLOW_NEW_PK_FIELDS_IN_COMPUTED_TABLES"),
        new("jobs.add_job_metadata", PythonFieldKind.Boolean, Variable: "DJ_JOBS_ADD_JOB_METADATA"),
        new("loglevel", PythonFieldKind.Word, Variable: "DJ_LOG_LEVEL", BeatsFile: true) { Words = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] },
        new("safemode", PythonFieldKind.Boolean, Variable: "DJ_SAFEMODE"),
        new("query_cache", PythonFieldKind.Path, TakesNull: true, "DJ_QUERY_CACHE"),
        new("download_path", PythonFieldKind.Text, Variable: "DJ_DOWNLOAD_PATH"),
    ];

    private static readonly Dictionary<string, PythonField> ByKey = Table.ToDictionary(f => f.Key, StringComparer.Ordinal);

    public static IReadOnlyList<PythonField> All => Table;

    /// <summary>The groups that are objects of their own in Python.</summary>
    public static bool IsGroup(string name) => name is "database" or "connection" or "display" or "jobs";

    /// <summary>The variables whose plain text makes the import fail: pydantic expects JSON for a whole group there.</summary>
    public static IReadOnlyList<string> GroupVariables { get; } = ["DJ_DATABASE", "DJ_CONNECTION", "DJ_DISPLAY", "DJ_JOBS"];

    /// <summary>The odd name under which pydantic looks for the stores before any file is read.</summary>
    public const string OddStoresVariable = "_DJ_STORES_PYDANTIC_DISABLED";

    public const string ThreadSafeVariable = ControlVariables.ThreadSafe;

    /// <summary>Variables that steer its loading.</summary>
    private static readonly string[] SteeringVariables = [ControlVariables.IgnoreFiles, ControlVariables.ConfigFile, OddStoresVariable];

    public static PythonField? Find(string key) => ByKey.TryGetValue(key, out PythonField? field) ? field : null;

    /// <summary>Whether it reads a variable of this name, whatever its case. Some have no prefix, such as <c>LIMIT</c>.</summary>
    public static bool ReadsInAnyCase(string variable) =>
        variable.StartsWith(HostEnvironment.VariablePrefix, StringComparison.OrdinalIgnoreCase) || Reads(variable.ToUpperInvariant());

    public static bool Reads(string variable) =>
        variable == EnvironmentSource.StoresVariable || GroupVariables.Contains(variable) || Array.IndexOf(SteeringVariables, variable) >= 0
        || Array.Exists(Table, f => f.Variable == variable);
}
