using System.Collections.Frozen;

namespace DataJoint.Cli.Statements;

/// <summary>Tells from the words of a statement whether it may write.</summary>
/// <remarks>
/// This decides which statements are tried as reading; that they only read is enforced by the database itself, in a read-only
/// transaction. So only what such a transaction lets pass must be known here.
/// </remarks>
internal sealed class StatementEffects(SqlDialect dialect)
{
    private static readonly FrozenSet<string> Reading = new[] { "SELECT", "WITH", "VALUES", "EXPLAIN" }.ToFrozenSet();
    private static readonly FrozenSet<string> ReadingInMySql = new[] { "SHOW", "DESCRIBE", "DESC", "TABLE", "HELP" }.ToFrozenSet();
    private static readonly FrozenSet<string> ReadingInPostgreSql = new[] { "SHOW", "TABLE" }.ToFrozenSet();

    // Those that messages may name. The first word of anything else is not shown: it may be a password that was meant for another command.
    private static readonly FrozenSet<string> Known = new[]
    {
        "ALTER", "ANALYZE", "ATTACH", "BEGIN", "CALL", "CHECK", "CLUSTER", "COMMENT", "COMMIT", "COPY", "CREATE", "DELETE", "DETACH", "DO", "DROP", "EXECUTE",
        "FLUSH", "GRANT", "INSERT", "KILL", "LOAD", "LOCK", "MERGE", "OPTIMIZE", "REFRESH", "REINDEX", "RENAME", "REPAIR", "REPLACE", "RESET", "REVOKE",
        "ROLLBACK", "SET", "START", "TRUNCATE", "UPDATE", "USE", "VACUUM",
    }.ToFrozenSet();

    // https://sqlite.org/pragma.html: those that only tell something; query_only does not hold the others back.
    private static readonly FrozenSet<string> ReadingPragmas = new[]
    {
        "APPLICATION_ID", "COLLATION_LIST", "COMPILE_OPTIONS", "DATABASE_LIST", "DATA_VERSION", "ENCODING", "FOREIGN_KEYS", "FOREIGN_KEY_CHECK",
        "FOREIGN_KEY_LIST", "FREELIST_COUNT", "FUNCTION_LIST", "INDEX_INFO", "INDEX_LIST", "INDEX_XINFO", "INTEGRITY_CHECK", "JOURNAL_MODE",
        "MODULE_LIST", "PAGE_COUNT", "PAGE_SIZE", "PRAGMA_LIST", "QUICK_CHECK", "SCHEMA_VERSION", "TABLE_INFO", "TABLE_LIST", "TABLE_XINFO", "USER_VERSION",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> PragmasWithArgument = new[]
    {
        "FOREIGN_KEY_CHECK", "FOREIGN_KEY_LIST", "INDEX_INFO", "INDEX_LIST", "INDEX_XINFO", "INTEGRITY_CHECK", "QUICK_CHECK", "TABLE_INFO", "TABLE_LIST", "TABLE_XINFO",
    }.ToFrozenSet();

    // Functions of PostgreSQL and its own extensions that act on the server, on files or on other sessions, whatever becomes of the transaction.
    private static readonly string[] ActingFunctions =
    [
        "PG_TERMINATE_BACKEND", "PG_CANCEL_BACKEND", "PG_RELOAD_CONF", "PG_ROTATE_LOGFILE", "PG_SWITCH_WAL", "PG_PROMOTE", "PG_CREATE_", "PG_COPY_",
        "PG_DROP_", "PG_BACKUP_", "PG_START_BACKUP", "PG_STOP_BACKUP", "PG_WAL_REPLAY_", "PG_LOGICAL_", "PG_REPLICATION_", "PG_SYNC_REPLICATION_",
        "PG_STAT_RESET", "PG_STAT_STATEMENTS_RESET", "PG_LOG_", "PG_FILE_", "PG_BACKGROUND_", "PG_RESTORE_", "LO_", "LOWRITE", "DBLINK",

        // These run a statement that they are given as text, in which nothing of the kind would be seen.
        "QUERY_TO_XML", "CURSOR_TO_XML", "TS_STAT", "TS_REWRITE", "CROSSTAB", "CONNECTBY", "XPATH_TABLE",
    ];

    // MariaDB's sequences move on in a read-only transaction too.
    private static readonly FrozenSet<string> ActingInMySql = new[] { "NEXTVAL", "SETVAL" }.ToFrozenSet();

    private const string Unknown = "?";

    private SqlToken _previous;
    private string? _pragma;
    private string? _effect;

    /// <summary>The first keyword, or null.</summary>
    public string? Verb { get; private set; }

    /// <summary>Whether the token that was looked at last is, or begins, a parameter for which a value would be needed.</summary>
    public bool HasParameter { get; private set; }

    /// <summary>Looks at the next token.</summary>
    public void Add(SqlToken token)
    {
        if (Verb is null)
        {
            if (!token.IsMark('('))
            {
                Verb = token.Kind == SqlTokenKind.Word && (Known.Contains(token.Text) || IsReading(token.Text)) ? token.Text : Unknown;
            }
        }
        else if (dialect == SqlDialect.Sqlite && Verb == "EXPLAIN" && token.IsWord("PRAGMA"))
        {
            Verb = token.Text; // It takes effect while it is prepared.
        }
        else if (Verb == "PRAGMA")
        {
            AddToPragma(token);
        }
        else
        {
            AddToReading(token);
        }

        HasParameter = token.Kind == SqlTokenKind.Mark && IsParameter(token.Text[0]);
        _previous = token;
    }

    /// <summary>Why the statement may write, or null.</summary>
    public string? Describe() => Verb is string verb && IsReading(verb) ? _effect : $"begins with {(Verb is null or Unknown ? "no known keyword" : Verb)} and may write";

    /// <summary>In PostgreSQL, routines and prepared statements have some of their own.</summary>
    private bool IsParameter(char mark) => dialect switch
    {
        SqlDialect.MySql => mark == '?',
        SqlDialect.PostgreSql => mark == '$' && Verb is not ("CREATE" or Unknown),
        _ => mark is '?' or '$' or ':' or '@',
    };

    private bool IsReading(string verb) => Reading.Contains(verb) || dialect switch
    {
        SqlDialect.MySql => ReadingInMySql.Contains(verb),
        SqlDialect.PostgreSql => ReadingInPostgreSql.Contains(verb),
        _ => verb == "PRAGMA",
    };

    private void AddToReading(SqlToken token)
    {
        if (dialect == SqlDialect.MySql)
        {
            if (token.IsWord("INTO"))
            {
                _effect ??= "has an INTO, which writes a file or variables";
            }
            else if ((token.Kind == SqlTokenKind.Word && ActingInMySql.Contains(token.Text)) || (_previous.IsWord("NEXT") && token.IsWord("VALUE")))
            {
                _effect ??= "moves a sequence on";
            }
        }
        else if (dialect == SqlDialect.PostgreSql && token.IsMark('(') && _previous.Kind is SqlTokenKind.Word or SqlTokenKind.Name
            && Array.Exists(ActingFunctions, f => _previous.Text.StartsWith(f, StringComparison.Ordinal)))
        {
            _effect ??= "calls a function that acts outside of transactions";
        }
    }

    /// <summary><c>PRAGMA [schema.]name</c>, then perhaps <c>= value</c> or <c>(value)</c>.</summary>
    private void AddToPragma(SqlToken token)
    {
        bool isName = token.Kind is SqlTokenKind.Word or SqlTokenKind.Name && (_previous.IsWord("PRAGMA") || _previous.IsMark('.'));
        if (isName)
        {
            _pragma = token.Text;
            _effect = ReadingPragmas.Contains(_pragma) ? null : "is a PRAGMA that may change something";
        }
        else if (token.IsMark('=') || (token.IsMark('(') && _pragma is not null && !PragmasWithArgument.Contains(_pragma)))
        {
            _effect = "is a PRAGMA that sets something";
        }
    }
}
