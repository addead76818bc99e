using System.Data.Common;
using System.Globalization;

namespace DataJoint.Connections.Tests;

/// <summary>One statement in one line.</summary>
internal static class Statements
{
    public static async Task<object?> RunAsync(this DbConnection connection, string statement)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteScalarAsync();
    }

    public static object? Run(this DbConnection connection, string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }

    public static async Task<long> NumberAsync(this DbConnection connection, string statement) =>
        Convert.ToInt64(await connection.RunAsync(statement), CultureInfo.InvariantCulture);

    public static async Task RunAsync(this DbTransaction transaction, string statement)
    {
        await using DbCommand command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    public static void RunIn(this DbConnection connection, DbTransaction transaction, string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
