using System.Data.Common;

namespace DataJoint.Connections.Drivers;

/// <summary>Runs the statement of <c>connection.init_function</c> on a new session.</summary>
/// <remarks>MariaDB lets an account in whose password has expired, and refuses its first statement: that is a refused login, and passes as one.</remarks>
internal static class InitFunction
{
    /// <exception cref="InitFunctionException">It failed.</exception>
    public static async ValueTask RunAsync(DbConnection connection, DatabaseTarget target, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, target.InitFunction!, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException error) when (!target.Driver.BlocksAccount(error))
        {
            throw InitFunctionException.From(error, target.Driver);
        }
    }

    /// <summary>Runs it in a session that only reads, as the one statement that it has to be there.</summary>
    /// <exception cref="InitFunctionException">It failed, or would write.</exception>
    public static async ValueTask RunReadingAsync(DbConnection connection, DatabaseTarget target, CancellationToken cancellationToken)
    {
        try
        {
            string prepared = await target.Driver.ReadOnly.PrepareAsync(connection, target.InitFunction!, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(connection, prepared, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException error) when (!target.Driver.BlocksAccount(error))
        {
            throw InitFunctionException.FromReading(error, target.Driver);
        }
    }

    /// <exception cref="InitFunctionException">It failed.</exception>
    public static void Run(DbConnection connection, DatabaseTarget target)
    {
        try
        {
            using DbCommand command = Compose(connection, target.InitFunction!);
            command.ExecuteNonQuery();
        }
        catch (DbException error) when (!target.Driver.BlocksAccount(error))
        {
            throw InitFunctionException.From(error, target.Driver);
        }
    }

    private static async ValueTask ExecuteAsync(DbConnection connection, string statement, CancellationToken cancellationToken)
    {
        DbCommand command = Compose(connection, statement);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static DbCommand Compose(DbConnection connection, string statement)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        return command;
    }
}
