using System.Data;
using System.Data.Common;

namespace DataJoint.Connections;

/// <summary>An open connection to the database that a configuration describes.</summary>
/// <remarks>
/// Work with <see cref="DbConnection"/>: it is the driver's own, so plain ADO.NET and everything built on it apply.
/// Like every ADO.NET connection it serves one thread at a time. It prints without credentials.
/// </remarks>
public sealed class Connection : IDisposable, IAsyncDisposable
{
    private readonly string _target;
    private readonly string _pingStatement;
    private readonly Func<DbException, ConnectionException> _explain;

    internal Connection(DbConnection opened, string target, string pingStatement, Func<DbException, ConnectionException> explain)
    {
        DbConnection = opened;
        _target = target;
        _pingStatement = pingStatement;
        _explain = explain;
    }

    /// <summary>The driver's own connection, for commands and transactions. It belongs to this object, which closes it.</summary>
    public DbConnection DbConnection { get; }

    /// <summary>Whether the connection is open as far as this side knows; <see cref="Ping"/> asks the database.</summary>
    public bool IsConnected => DbConnection.State is not (ConnectionState.Closed or ConnectionState.Broken);

    /// <summary>Asks the database for a sign of life. Changes nothing.</summary>
    /// <exception cref="ConnectionException">It does not answer, or the connection is closed.</exception>
    public void Ping()
    {
        CheckOpen();
        try
        {
            using DbCommand command = CreatePing();
            command.ExecuteScalar();
        }
        catch (DbException error)
        {
            throw _explain(error);
        }
    }

    /// <summary>Asks the database for a sign of life. Changes nothing.</summary>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>A task that ends with the answer.</returns>
    /// <exception cref="ConnectionException">It does not answer, or the connection is closed.</exception>
    public async Task PingAsync(CancellationToken cancellationToken = default)
    {
        CheckOpen();
        try
        {
            DbCommand command = CreatePing();
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (DbException error)
        {
            throw _explain(error);
        }
    }

    /// <summary>Closes the connection; a transaction that is still open is rolled back. Closing twice is no fault.</summary>
    public void Close() => DbConnection.Close();

    /// <summary>Closes the connection, as <see cref="Close"/> does.</summary>
    public void Dispose() => DbConnection.Dispose();

    /// <summary>Closes the connection, as <see cref="Close"/> does.</summary>
    /// <returns>A task that ends when it is closed.</returns>
    public ValueTask DisposeAsync() => DbConnection.DisposeAsync();

    /// <summary>Backend and database, and whether it is open; no credential.</summary>
    /// <returns>For example <c>sqlite /data/lab.db (open)</c>.</returns>
    public override string ToString() => $"{_target} ({(IsConnected ? "open" : "closed")})";

    private DbCommand CreatePing()
    {
        DbCommand command = DbConnection.CreateCommand();
        command.CommandText = _pingStatement;
        return command;
    }

    private void CheckOpen()
    {
        if (!IsConnected)
        {
            throw ConnectionException.Closed(_target);
        }
    }
}
