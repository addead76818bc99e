namespace DataJoint.Cli.Statements;

/// <summary>Whose rules for quotes, comments and keywords count.</summary>
internal enum SqlDialect
{
    /// <summary>MySQL and MariaDB.</summary>
    MySql,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>SQLite.</summary>
    Sqlite,
}
