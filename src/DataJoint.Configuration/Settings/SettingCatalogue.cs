using System.Diagnostics.CodeAnalysis;
using DataJoint.Configuration.Settings;

namespace DataJoint.Configuration;

/// <summary>The one table of all settings. Parsing, defaults, typed views, the JSON Schema, templates, completions and the reference come from it.</summary>
/// <remarks>Keys, types and defaults are those of the DataJoint 2.x configuration reference; <c>database.tls.*</c>, <c>sqlite</c> and some variables are this product's.</remarks>
public static class SettingCatalogue
{
    internal static readonly SettingDefinition Host = new(
        "database.host", ValueRule.From(SettingType.Host), "localhost", "Host name or address of the database server, optionally with a port: host:port.")
    { EnvironmentVariables = ["DJ_HOST"] };

    internal static readonly SettingDefinition Port = new(
        "database.port", ValueRule.Integer(1, 65535), null, "TCP port of the database server.")
    { EnvironmentVariables = ["DJ_PORT"], DefaultNote = "3306 for mysql, 5432 for postgresql" };

    internal static readonly SettingDefinition User = new(
        "database.user", ValueRule.Text, null, "User name at the database server.")
    { EnvironmentVariables = ["DJ_USER"] };

    internal static readonly SettingDefinition Password = new(
        "database.password", ValueRule.Text, null, "Password at the database server.")
    { EnvironmentVariables = ["DJ_PASS"], IsSecret = true };

    internal static readonly SettingDefinition Backend = new(
        "database.backend", ValueRule.OneOf(() => DatabaseBackends.Names), "mysql", "Kind of database: mysql (also MariaDB), postgresql, or sqlite for an embedded file.")
    { EnvironmentVariables = ["DJ_BACKEND"] };

    internal static readonly SettingDefinition Name = new(
        "database.name", ValueRule.Text, null, "Database to connect to; on SQLite the path of the database file.")
    { EnvironmentVariables = ["DJ_DATABASE_NAME"], DefaultNote = "postgres on postgresql" };

    internal static readonly SettingDefinition UseTls = new(
        "database.use_tls", ValueRule.Boolean, null, "Require TLS (true), refuse it (false), or prefer it when the server offers it (unset).")
    { EnvironmentVariables = ["DJ_TLS", "DJ_USE_TLS"], DefaultNote = "unset: TLS is preferred" };

    internal static readonly SettingDefinition TlsCa = new(
        "database.tls.ca", ValueRule.Path, null, "PEM file with the certificates of the authorities to trust.")
    { EnvironmentVariables = ["DJ_TLS_CA"] };

    internal static readonly SettingDefinition TlsCert = new(
        "database.tls.cert", ValueRule.Path, null, "PEM file with the client certificate.")
    { EnvironmentVariables = ["DJ_TLS_CERT"] };

    internal static readonly SettingDefinition TlsKey = new(
        "database.tls.key", ValueRule.Path, null, "PEM file with the private key of the client certificate (a path, not the key).")
    { EnvironmentVariables = ["DJ_TLS_KEY"] };

    internal static readonly SettingDefinition TlsVerify = new(
        "database.tls.verify", ValueRule.OneOf("none", "ca", "full"), null, "What of the server's certificate is verified: nothing, its authority, or its authority and host name.")
    { EnvironmentVariables = ["DJ_TLS_VERIFY"], DefaultNote = "full when database.tls.ca is given, else none" };

    internal static readonly SettingDefinition Reconnect = new(
        "database.reconnect", ValueRule.Boolean, true, "Replace a connection that was lost while idle.")
    { EnvironmentVariables = ["DJ_RECONNECT"] };

    internal static readonly SettingDefinition DatabasePrefix = new(
        "database.database_prefix", ValueRule.Text, "", "Prefix of database names that DataJoint creates.")
    { EnvironmentVariables = ["DJ_DATABASE_PREFIX"], IsDeprecated = true };

    internal static readonly SettingDefinition CreateTables = new(
        "database.create_tables", ValueRule.Boolean, true, "Create tables that are declared but not there.")
    { EnvironmentVariables = ["DJ_CREATE_TABLES"] };

    internal static readonly SettingDefinition Charset = new(
        "connection.charset", ValueRule.Text, "",
        "Character set of a connection made by Python; empty for its default. Connections made here are always in Unicode (utf8mb4, UTF8).")
    { EnvironmentVariables = ["DJ_CONNECTION_CHARSET"] };

    internal static readonly SettingDefinition InitFunction = new(
        "connection.init_function", ValueRule.Text, null, "Statement that is run when a connection has been opened.")
    { EnvironmentVariables = ["DJ_CONNECTION_INIT_FUNCTION"] };

    internal static readonly SettingDefinition DisplayLimit = new(
        "display.limit", ValueRule.Integer(1), 12, "Rows shown when a table is printed.")
    { EnvironmentVariables = ["DJ_DISPLAY_LIMIT"] };

    internal static readonly SettingDefinition DisplayWidth = new(
        "display.width", ValueRule.Integer(1), 14, "Characters shown of each column when a table is printed.")
    { EnvironmentVariables = ["DJ_DISPLAY_WIDTH"] };

    internal static readonly SettingDefinition ShowTupleCount = new(
        "display.show_tuple_count", ValueRule.Boolean, true, "Show the number of rows below a printed table.")
    { EnvironmentVariables = ["DJ_DISPLAY_SHOW_TUPLE_COUNT"] };

    internal static readonly SettingDefinition DiagramDirection = new(
        "display.diagram_direction", ValueRule.OneOf("TB", "LR"), "LR", "Direction of diagrams: top to bottom or left to right.")
    { EnvironmentVariables = ["DJ_DIAGRAM_DIRECTION"] };

    internal static readonly SettingDefinition DiagramTheme = new(
        "display.diagram_theme", ValueRule.OneOf("light", "dark", "auto"), "auto", "Colours of diagrams.")
    { EnvironmentVariables = ["DJ_DIAGRAM_THEME"] };

    internal static readonly SettingDefinition AutoRefresh = new(
        "jobs.auto_refresh", ValueRule.Boolean, true, "Refresh the job queue before populating.")
    { EnvironmentVariables = ["DJ_JOBS_AUTO_REFRESH"] };

    internal static readonly SettingDefinition KeepCompleted = new(
        "jobs.keep_completed", ValueRule.Boolean, false, "Keep finished jobs in the queue.")
    { EnvironmentVariables = ["DJ_JOBS_KEEP_COMPLETED"] };

    internal static readonly SettingDefinition StaleTimeout = new(
        "jobs.stale_timeout", ValueRule.Integer(0), 3600, "Seconds after which a reserved job counts as abandoned.")
    { EnvironmentVariables = ["DJ_JOBS_STALE_TIMEOUT"] };

    internal static readonly SettingDefinition DefaultPriority = new(
        "jobs.default_priority", ValueRule.Integer(0, 255), 5, "Priority of new jobs; lower is more urgent.")
    { EnvironmentVariables = ["DJ_JOBS_DEFAULT_PRIORITY"] };

    internal static readonly SettingDefinition VersionMethod = new(
        "jobs.version_method", ValueRule.OneOf("git", "none"), null, "How the version of the code is recorded with a job.")
    { EnvironmentVariables = ["DJ_JOBS_VERSION_METHOD"] };

    internal static readonly SettingDefinition AllowNewPrimaryKeyFields = new(
        "jobs.allow_new_pk_fields_in_computed_tables", ValueRule.Boolean, false, "Allow computed tables to add fields to the primary key.")
    { EnvironmentVariables = ["DJ_JOBS_ALLOW_NEW_PK_FIELDS_IN_COMPUTED_TABLES"] };

    internal static readonly SettingDefinition AddJobMetadata = new(
        "jobs.add_job_metadata", ValueRule.Boolean, false, "Record start, duration and version with each computed row.")
    { EnvironmentVariables = ["DJ_JOBS_ADD_JOB_METADATA"] };

    internal static readonly SettingDefinition LogLevel = new(
        "loglevel", ValueRule.OneOf("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "INFO", "Least severity that is logged.")
    { EnvironmentVariables = ["DJ_LOG_LEVEL"] };

    internal static readonly SettingDefinition SafeMode = new(
        "safemode", ValueRule.Boolean, true, "Ask before anything is deleted.")
    { EnvironmentVariables = ["DJ_SAFEMODE"] };

    internal static readonly SettingDefinition QueryCache = new(
        "query_cache", ValueRule.Path, null, "Directory for cached query results.")
    { EnvironmentVariables = ["DJ_QUERY_CACHE"] };

    internal static readonly SettingDefinition DownloadPath = new(
        "download_path", ValueRule.Path, ".", "Directory that files are downloaded to.")
    { EnvironmentVariables = ["DJ_DOWNLOAD_PATH"] };

    internal static readonly SettingDefinition PythonNativeBlobs = new(
        "enable_python_native_blobs", ValueRule.Boolean, true, "Allow Python's own types in blobs.")
    { EnvironmentVariables = ["DJ_ENABLE_PYTHON_NATIVE_BLOBS"] };

    internal static readonly SettingDefinition Cache = new(
        "cache", ValueRule.Path, null, "Directory for cached objects.")
    { EnvironmentVariables = ["DJ_CACHE"] };

    internal static readonly SettingDefinition DefaultStore = new(
        "stores.default", ValueRule.StoreName, null, "Store that is used when none is named.");

    internal static readonly SettingDefinition DefaultFilepathStore = new(
        "stores.filepath_default", ValueRule.StoreName, null, "Store for file paths when none is named.");

    /// <summary>The order of the reference.</summary>
    private static readonly SettingDefinition[] Table = Numbered(
        Host,
        Port,
        User,
        Password,
        Backend,
        Name,
        UseTls,
        TlsCa,
        TlsCert,
        TlsKey,
        TlsVerify,
        Reconnect,
        DatabasePrefix,
        CreateTables,
        Charset,
        InitFunction,
        DisplayLimit,
        DisplayWidth,
        ShowTupleCount,
        DiagramDirection,
        DiagramTheme,
        AutoRefresh,
        KeepCompleted,
        StaleTimeout,
        DefaultPriority,
        VersionMethod,
        AllowNewPrimaryKeyFields,
        AddJobMetadata,
        LogLevel,
        SafeMode,
        QueryCache,
        DownloadPath,
        PythonNativeBlobs,
        Cache,
        DefaultStore,
        DefaultFilepathStore);

    private static readonly Dictionary<string, SettingDefinition> ByKey = Indexed();

    private static readonly HashSet<string> GroupNames = FindGroups();

    /// <summary>The group whose keys are the laboratory's own: they are kept, shown, and never reported as unknown.</summary>
    public const string CustomGroup = "custom";

    /// <summary>Every setting with a fixed key, in the order of the reference. Stores are in <see cref="StoreCatalogue"/>.</summary>
    public static IReadOnlyList<SettingDefinition> All => Table;

    internal static int Count => Table.Length;

    /// <summary>Looks up a setting by its full key.</summary>
    /// <param name="key">The key, such as <c>database.host</c>; compared exactly.</param>
    /// <param name="definition">The setting, when found.</param>
    /// <returns>False when there is no such setting.</returns>
    public static bool TryFind(string key, [NotNullWhen(true)] out SettingDefinition? definition) =>
        ByKey.TryGetValue(key ?? throw new ArgumentNullException(nameof(key)), out definition);

    /// <summary>The known key that is nearest to an unknown one.</summary>
    /// <param name="key">The unknown key, with dots.</param>
    /// <returns>The key of a setting, a group or a store's attribute, or null when none is near.</returns>
    public static string? Suggest(string key) => UnknownKeys.Suggest(key);

    internal static bool IsGroup(string key) => GroupNames.Contains(key);

    /// <summary>Whether the word is the last part of some setting's key.</summary>
    internal static bool IsSegment(string word)
    {
        foreach (SettingDefinition definition in Table)
        {
            if (definition.Key.EndsWith(word, StringComparison.Ordinal)
                && (definition.Key.Length == word.Length || definition.Key[definition.Key.Length - word.Length - 1] == '.'))
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string> FindGroups()
    {
        HashSet<string> groups = new([CustomGroup], StringComparer.Ordinal);
        foreach (SettingDefinition definition in Table)
        {
            for (int dot = definition.Key.LastIndexOf('.'); dot > 0; dot = definition.Key.LastIndexOf('.', dot - 1))
            {
                groups.Add(definition.Key.Substring(0, dot));
            }
        }

        return groups;
    }

    private static SettingDefinition[] Numbered(params SettingDefinition[] table)
    {
        for (int i = 0; i < table.Length; i++)
        {
            table[i].Index = i;
        }

        return table;
    }

    private static Dictionary<string, SettingDefinition> Indexed()
    {
        Dictionary<string, SettingDefinition> index = new(Table.Length, StringComparer.Ordinal);
        foreach (SettingDefinition definition in Table)
        {
            index.Add(definition.Key, definition);
        }

        return index;
    }
}
