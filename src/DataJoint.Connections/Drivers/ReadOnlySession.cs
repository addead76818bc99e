using System.Data.Common;

namespace DataJoint.Connections.Drivers;

/// <summary>Has the database itself see to it that a session only reads.</summary>
internal abstract class ReadOnlySession
{
    /// <summary>Gives one row or more of a name and a value, each <c>on</c> while the session only reads.</summary>
    protected abstract string StateQuery { get; }

    /// <summary>Begins a transaction that only reads; null where the session's own rule is enough.</summary>
    protected abstract string? TransactionStatement { get; }

    /// <summary>Begins: each transaction from here on only reads, also one that a statement begins by itself.</summary>
    public abstract ValueTask BeginAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Has the server see to it that it is one statement, however the text was read here.</summary>
    /// <returns>What to run in its place.</returns>
    public virtual Task<string> PrepareAsync(DbConnection connection, string text, CancellationToken cancellationToken) => Task.FromResult(text);

    /// <summary>Whether the server cannot prepare the statement, so that it cannot be tried as one that only reads.</summary>
    public virtual bool IsUnpreparable(DbException error) => false;

    /// <summary>Whether the database refused a statement because it would have written.</summary>
    public abstract bool IsRefusal(DbException error);

    /// <summary>Whether it still holds after a statement that may have ended it.</summary>
    public async ValueTask<bool> IsInForceAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        List<string?[]> rows = await ServerReport.AskAsync(connection, StateQuery, cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 && rows.TrueForAll(row => string.Equals(row[1], "on", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Begins the transaction of a statement. For a connection that is closed afterwards: nothing of what happens in it is committed.</summary>
    public async ValueTask BeginTransactionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // For the session too, so that a statement that ends the transaction gains nothing.
        await BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        if (TransactionStatement is string begin)
        {
            await ExecuteAsync(connection, begin, cancellationToken).ConfigureAwait(false);
        }
    }

    protected static async ValueTask ExecuteAsync(DbConnection connection, string statement, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
