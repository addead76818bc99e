using System.Data.Common;
using DataJoint;
using DataJoint.Configuration;
using DataJoint.Connections;

namespace Laboratory;

/// <summary>Arguments, transactions, pools, and what goes wrong.</summary>
internal static class Connecting
{
    public static async Task Use()
    {
        Overview();
        await Arguments();
        await Pool();
        await Transaction();
    }

    private static void Overview()
    {
        Connection conn = DJ.Conn(reset: true);                   // shared by the whole program, opened once
        using DbCommand command = conn.DbConnection.CreateCommand();
        command.CommandText = "CREATE TABLE subject (name VARCHAR(40) PRIMARY KEY)";
        command.ExecuteNonQuery();

        conn.Transact(transaction =>                              // committed when it returns, rolled back when it throws
        {
            using DbCommand insert = transaction.Connection!.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO subject VALUES ('mouse-7')";
            insert.ExecuteNonQuery();
        });

        using DbDataSource source = DJ.Config.CreateDataSource(); // a pool that follows new passwords, for services and for EF Core
        using DbConnection pooled = source.OpenConnection();      // MySqlConnection, NpgsqlConnection or SqliteConnection
        Console.WriteLine(pooled.GetType().Name);
    }

    private static async Task Arguments()
    {
        Connection conn = DJ.Conn("replica.example.com:3307", user: "ana", useTls: true, reset: true);
        Console.WriteLine(conn);
        conn = DJ.Conn(reset: true);

        await using Connection own = await DJ.Config.ConnectAsync(new ConnectionArguments { Host = "replica.example.com", User = "ana" });
        await own.PingAsync();
        Console.WriteLine($"{own.IsConnected}, {own.Warnings.Count} warnings");
    }

    private static async Task Pool()
    {
        await using DbDataSource source = DJ.Config.CreateDataSource(new() { MaximumPoolSize = 20, OnWarning = Console.Error.WriteLine });
        await using (DbConnection connection = await source.OpenConnectionAsync())
        {
            Console.WriteLine($"{connection.State} by {source}");
        }
    }

    private static async Task Transaction()
    {
        Connection conn = await DJ.ConnAsync();
        try
        {
            await conn.TransactAsync(async (transaction, cancel) =>
            {
                await using DbCommand command = transaction.Connection!.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "INSERT INTO no_such_table VALUES (1)";
                await command.ExecuteNonQueryAsync(cancel);
            });
        }
        catch (ConnectionException lost) when (lost.Diagnostic.Id is DiagnosticIds.DatabaseTransactionLost or DiagnosticIds.DatabaseCommitUnknown)
        {
            Console.WriteLine(lost.Message);                     // the connection broke: nothing was committed, or nobody knows
        }
        catch (DbException error)
        {
            Diagnostic said = conn.Explain(error).Diagnostics[0]; // any driver's error in the same words
            Console.WriteLine($"{said.Id}: {said.Message}");
        }
    }
}
