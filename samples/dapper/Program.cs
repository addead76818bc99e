using System.Data.Common;
using DataJoint;
using DataJoint.Connections;
using DataJoint.Connections.PostgreSql;
using DataJoint.Connections.Sqlite;

namespace Laboratory;

/// <summary>Dapper on the connections that DataJoint opens. Run it where datajoint.json is.</summary>
internal static class Program
{
    private static async Task<int> Main()
    {
        // MySQL comes with DataJoint; these two only with project references: a package reference does this by itself.
        PostgreSqlBackend.Register();
        SqliteBackend.Register();

        try
        {
            await WriteAsync();
            await ReadAsync();
            return 0;
        }
        catch (ConnectionException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    /// <summary>A script's way: one connection for the program, and a transaction.</summary>
    private static async Task WriteAsync()
    {
        Connection conn = await DJ.ConnAsync();
        await SessionTable.CreateAsync(conn.DbConnection);
        Session[] sessions =
        [
            new() { Subject = "mouse-7", Number = 1, Trials = 118 },
            new() { Subject = "mouse-7", Number = 2, Trials = 204 },
        ];
        await conn.TransactAsync((transaction, _) => SessionTable.ReplaceAsync(transaction, "mouse-7", sessions));
        Console.WriteLine($"wrote {sessions.Length} sessions to {DJ.Config.Database.Backend}");
    }

    /// <summary>A service's way: a pool for the whole program, and a connection for each piece of work.</summary>
    private static async Task ReadAsync()
    {
        await using DbDataSource source = DJ.Config.CreateDataSource();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            await using DbConnection connection = await source.OpenConnectionAsync();
            await SessionTable.FindAsync(connection, "mouse-7", 2);
        }));

        await using DbConnection last = await source.OpenConnectionAsync();
        foreach (Session session in await SessionTable.FindAsync(last, "mouse-7", 2))
        {
            Console.WriteLine($"{session.Subject}, session {session.Number}: {session.Trials} trials");
        }
    }
}
