using System.Data.Common;

namespace DataJoint.Connections;

/// <summary>Runs the statement of <c>connection.init_function</c> on a new session.</summary>
/// <remarks>MariaDB lets an account in whose password has expired, and refuses its first statement: that is a refused login, and passes as one.</remarks>
internal static class InitFunction
{
    /// <exception cref="InitFunctionException">It failed.</exception>
    internal static async ValueTask RunAsync(DbConnection connection, string statement, CancellationToken cancellationToken)
    {
        try
        {
            DbCommand command = Compose(connection, statement);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (DbException error) when (!MySqlFaults.BlocksAccount(error))
        {
            throw new InitFunctionException(error);
        }
    }

    /// <summary>Runs it in a session that only reads, as the one statement that it has to be there.</summary>
    /// <exception cref="InitFunctionException">It failed, or would write.</exception>
    internal static async ValueTask RunReadingAsync(DbConnection connection, string statement, CancellationToken cancellationToken)
    {
        try
        {
            string prepared = await ReadOnlySession.PrepareAsync(connection, statement, cancellationToken).ConfigureAwait(false);
            DbCommand command = Compose(connection, prepared);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (DbException error) when (!MySqlFaults.BlocksAccount(error))
        {
            throw new InitFunctionException(error, ReadOnlySession.IsRefusal(error) || ReadOnlySession.IsUnpreparable(error));
        }
    }

    /// <exception cref="InitFunctionException">It failed.</exception>
    internal static void Run(DbConnection connection, string statement)
    {
        try
        {
            using DbCommand command = Compose(connection, statement);
            command.ExecuteNonQuery();
        }
        catch (DbException error) when (!MySqlFaults.BlocksAccount(error))
        {
            throw new InitFunctionException(error);
        }
    }

    private static DbCommand Compose(DbConnection connection, string statement)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        return command;
    }
}
