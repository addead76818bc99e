using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataJoint.Connections.Sqlite;

/// <summary>
/// Keeps a connection from writing anywhere. The file is opened for reading; this is for what could be written elsewhere, and for what a stranger's file
/// brings along. No statement can take it back.
/// </summary>
internal static class SqliteGuard
{
    // https://sqlite.org/c3ref/c_limit_attached.html: without ATTACH there is no VACUUM INTO either.
    private const int LimitAttached = 7;

    // https://sqlite.org/c3ref/c_dbconfig_defensive.html
    private const int SetsTokenizers = 1004;
    private const int LoadsExtensions = 1005;
    private const int IsDefensive = 1010;
    private const int TrustsSchema = 1017;

    /// <summary>For every connection: no statement sets a pointer to code (https://sqlite.org/fts3.html#f3tknzr).</summary>
    public static void DisablePointers(SqliteConnection connection) => _ = raw.sqlite3_db_config(connection.Handle!, SetsTokenizers, 0, out _);

    public static void Set(SqliteConnection connection)
    {
        sqlite3 handle = connection.Handle!;
        _ = raw.sqlite3_limit(handle, LimitAttached, 0);
        _ = raw.sqlite3_db_config(handle, LoadsExtensions, 0, out _);
        _ = raw.sqlite3_db_config(handle, IsDefensive, 1, out _);
        _ = raw.sqlite3_db_config(handle, TrustsSchema, 0, out _);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA query_only = ON";
        command.ExecuteNonQuery();
    }
}
