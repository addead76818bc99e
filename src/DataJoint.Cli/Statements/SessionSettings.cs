using System.Collections.Frozen;

namespace DataJoint.Cli.Statements;

/// <summary>Tells statements that only set up a session for reading, as <c>connection.init_function</c> is made for: <c>SET time_zone = '+00:00'</c>.</summary>
/// <remarks>What is not known here is asked about. That the session stays one that only reads, the database is asked afterwards.</remarks>
internal static class SessionSettings
{
    // Variables that concern the session alone. Not among them: those that decide what is logged, replicated or written.
    private static readonly FrozenSet<string> InMySql = new[]
    {
        "AUTOCOMMIT", "BIG_TABLES", "CTE_MAX_RECURSION_DEPTH", "DEFAULT_STORAGE_ENGINE", "DEFAULT_WEEK_FORMAT", "DIV_PRECISION_INCREMENT", "FOREIGN_KEY_CHECKS",
        "GROUP_CONCAT_MAX_LEN", "INNODB_LOCK_WAIT_TIMEOUT", "INTERACTIVE_TIMEOUT", "JOIN_BUFFER_SIZE", "LC_MESSAGES", "LC_TIME_NAMES", "LOCK_WAIT_TIMEOUT",
        "MAX_ALLOWED_PACKET", "MAX_EXECUTION_TIME", "MAX_HEAP_TABLE_SIZE", "MAX_JOIN_SIZE", "MAX_SORT_LENGTH", "MAX_STATEMENT_TIME", "NET_READ_TIMEOUT",
        "NET_WRITE_TIMEOUT", "OPTIMIZER_SWITCH", "READ_BUFFER_SIZE", "SORT_BUFFER_SIZE", "SQL_BIG_SELECTS", "SQL_MODE", "SQL_NOTES", "SQL_SAFE_UPDATES",
        "SQL_SELECT_LIMIT", "SQL_WARNINGS", "TIMESTAMP", "TIME_ZONE", "TMP_TABLE_SIZE", "TRANSACTION_ISOLATION", "TX_ISOLATION", "UNIQUE_CHECKS", "WAIT_TIMEOUT",
        "CHARACTER_SET_CLIENT", "CHARACTER_SET_CONNECTION", "CHARACTER_SET_RESULTS", "COLLATION_CONNECTION",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> NeverInMySql = new[]
    {
        "GLOBAL", "PERSIST", "PERSIST_ONLY", "PASSWORD", "RESOURCE", "STATEMENT", "SELECT", "INTO", "WRITE",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> CallableInMySql = new[] { "CONCAT", "CONCAT_WS", "REPLACE", "COALESCE", "IFNULL" }.ToFrozenSet();

    private static readonly FrozenSet<string> NeverInPostgreSql = new[] { "WRITE", "AUTHORIZATION", "SELECT" }.ToFrozenSet();

    private static readonly FrozenSet<string> InSqlite = new[]
    {
        "ANALYSIS_LIMIT", "AUTOMATIC_INDEX", "BUSY_TIMEOUT", "CACHE_SIZE", "CASE_SENSITIVE_LIKE", "CELL_SIZE_CHECK", "DEFER_FOREIGN_KEYS", "FOREIGN_KEYS",
        "JOURNAL_MODE", "LOCKING_MODE", "MMAP_SIZE", "RECURSIVE_TRIGGERS", "REVERSE_UNORDERED_SELECTS", "SYNCHRONOUS", "TEMP_STORE", "THREADS",
    }.ToFrozenSet();

    /// <summary>Whether a text, known to be one statement, sets nothing else.</summary>
    public static bool AreAllHarmless(string text, SqlDialect dialect)
    {
        SqlScanner scanner = new(text, dialect);
        List<SqlToken> tokens = [.. scanner.Scan().Where(token => !token.IsMark(';'))];
        if (scanner.Doubt is not null || tokens.Count < 2)
        {
            return false;
        }

        return dialect switch
        {
            SqlDialect.Sqlite => tokens[0].IsWord("PRAGMA") && tokens[1].Kind == SqlTokenKind.Word && InSqlite.Contains(tokens[1].Text),
            SqlDialect.PostgreSql => tokens[0].IsWord("SET") && !tokens.Exists(EndsReadingInPostgreSql),
            _ => tokens[0].IsWord("SET") && !tokens.Exists(t => t.Kind == SqlTokenKind.Word && NeverInMySql.Contains(t.Text)) && Assignments(tokens).TrueForAll(IsHarmlessInMySql),
        };
    }

    /// <summary>Values are literals there, so that nothing is called. A role writes in a read-only session no more than the login does.</summary>
    private static bool EndsReadingInPostgreSql(SqlToken token) =>
        token.Kind is SqlTokenKind.Word or SqlTokenKind.Name
        && (NeverInPostgreSql.Contains(token.Text) || token.Text.Contains("READ_ONLY", StringComparison.Ordinal));

    /// <summary>The parts between the commas that stand in no parentheses.</summary>
    private static List<List<SqlToken>> Assignments(List<SqlToken> tokens)
    {
        List<List<SqlToken>> all = [[]];
        int depth = 0;
        foreach (SqlToken token in tokens.Skip(1))
        {
            depth += token.IsMark('(') ? 1 : token.IsMark(')') ? -1 : 0;
            if (token.IsMark(',') && depth == 0)
            {
                all.Add([]);
            }
            else
            {
                all[^1].Add(token);
            }
        }

        return all;
    }

    private static bool IsHarmlessInMySql(List<SqlToken> assignment)
    {
        for (int i = 1; i < assignment.Count; i++)
        {
            bool isCall = assignment[i].IsMark('(') && assignment[i - 1].Kind is SqlTokenKind.Word or SqlTokenKind.Name;
            if (isCall && !CallableInMySql.Contains(assignment[i - 1].Text))
            {
                return false;
            }
        }

        List<SqlToken> target = [.. assignment.TakeWhile(token => !token.IsMark('=') && !token.IsMark(':'))];
        bool isUserVariable = target.Count == 2 && target[0].IsMark('@');
        List<SqlToken> names = [.. target.Where(token => token.Kind != SqlTokenKind.Mark && !token.IsWord("SESSION") && !token.IsWord("LOCAL"))];
        if (isUserVariable || names.Count == 0)
        {
            return isUserVariable;
        }

        // SET NAMES, SET CHARACTER SET, SET TRANSACTION ISOLATION LEVEL, SET ROLE; then the name of a variable.
        return names[0].IsWord("NAMES") || names[0].IsWord("CHARACTER") || names[0].IsWord("CHARSET") || names[0].IsWord("TRANSACTION") || names[0].IsWord("ROLE")
            || (names.Count == 1 && target.Count < assignment.Count && InMySql.Contains(names[0].Text));
    }
}
