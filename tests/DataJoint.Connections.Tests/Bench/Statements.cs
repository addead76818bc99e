using System.Data.Common;
using System.Globalization;

namespace DataJoint.Connections.Tests;

/// <summary>One statement in one line.</summary>
internal static class Statements
{
    internal static async Task<object?> RunAsync(this DbConnection connection, string statement)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteScalarAsync();
    }

    internal static object? Run(this DbConnection connection, string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }

    internal static async Task<long> NumberAsync(this DbConnection connection, string statement) =>
        Convert.ToInt64(await connection.RunAsync(statement), CultureInfo.InvariantCulture);

    internal static async Task RunAsync(this DbTransaction transaction, string statement)
    {
        await using DbCommand command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    internal static void RunIn(this DbConnection connection, DbTransaction transaction, string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
