using System.Data.Common;
using Dapper;

namespace Laboratory;

/// <summary>The laboratory's sessions, in SQL that SQLite, MySQL, MariaDB and PostgreSQL understand alike.</summary>
internal static class SessionTable
{
    public static Task CreateAsync(DbConnection connection) => connection.ExecuteAsync(
        """
        CREATE TABLE IF NOT EXISTS lab_session (
            subject VARCHAR(40) NOT NULL,
            number INT NOT NULL,
            trials INT NOT NULL,
            PRIMARY KEY (subject, number))
        """);

    /// <summary>Puts sessions in place of all that a subject had.</summary>
    public static async Task ReplaceAsync(DbTransaction transaction, string subject, IEnumerable<Session> sessions)
    {
        DbConnection connection = transaction.Connection!;
        await connection.ExecuteAsync("DELETE FROM lab_session WHERE subject = @subject", new { subject }, transaction);
        await connection.ExecuteAsync("INSERT INTO lab_session (subject, number, trials) VALUES (@Subject, @Number, @Trials)", sessions, transaction);
    }

    public static Task<IEnumerable<Session>> FindAsync(DbConnection connection, string subject, int mostNumber) =>
        connection.QueryAsync<Session>(
            "SELECT subject, number, trials FROM lab_session WHERE subject = @subject AND number <= @mostNumber ORDER BY number",
            new { subject, mostNumber });
}
