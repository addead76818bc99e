using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Connections.Drivers;
using Npgsql;

namespace DataJoint.Cli.Statements;

/// <summary>Runs a statement and prints its rows as they arrive.</summary>
internal sealed class StatementRun
{
    private readonly Connection _connection;
    private readonly SqlDialect _dialect;
    private readonly IRowWriter _writer;
    private readonly StatementFaults _faults;
    private readonly ReadOnlySession _readOnly;
    private readonly Func<bool> _isReaderGone;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long? _rows;
    private long? _affected;
    private bool _hasMoreResults;

    /// <summary>Prepares.</summary>
    /// <param name="connection">An open connection, which serves nothing else.</param>
    /// <param name="dialect">Its database.</param>
    /// <param name="writer">Prints the rows.</param>
    /// <param name="isReaderGone">Whether nobody reads what is printed any more.</param>
    public StatementRun(Connection connection, SqlDialect dialect, IRowWriter writer, Func<bool> isReaderGone)
    {
        _connection = connection;
        _dialect = dialect;
        _writer = writer;
        _isReaderGone = isReaderGone;
        _readOnly = connection.Driver.ReadOnly;
        _faults = new StatementFaults(connection, connection.DataSourceVersion.Context.Passwords);
    }

    /// <summary>Why it was not run as one that only reads, to be read behind "the statement".</summary>
    public string Effect { get; private set; } = "would write";

    /// <summary>Runs it.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="readsOnly">Whether the database is to refuse it when it would write.</param>
    /// <param name="cancellationToken">Stops it, on the server too.</param>
    /// <returns>What it did; or null when it would have written, and nothing was printed.</returns>
    public async Task<StatementOutcome?> RunAsync(string text, bool readsOnly, CancellationToken cancellationToken)
    {
        DbConnection database = await _connection.GetDbConnectionAsync(cancellationToken);
        using IDisposable interruption = SqliteInterruption.Listen(database, cancellationToken);
        try
        {
            if (readsOnly)
            {
                await _readOnly.BeginTransactionAsync(database, cancellationToken);
                text = await _readOnly.PrepareAsync(database, text, cancellationToken);
            }

            await using DbCommand command = Create(database, text);
            await PrintAsync(command, cancellationToken);
        }
        catch (DbException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (DbException refusal) when (readsOnly && _rows is null or 0 && _readOnly.IsRefusal(refusal))
        {
            return null;
        }
        catch (DbException refusal) when (readsOnly && _rows is null && _readOnly.IsUnpreparable(refusal))
        {
            Effect = "cannot be tried as one that only reads and may write";
            return null;
        }
        catch (DbException error)
        {
            return Outcome(_faults.Explain(error));
        }
        catch (Exception error) when (error is IOException or SocketException && !_connection.IsConnected)
        {
            // What MySqlConnector throws for a connection that is lost while rows are read. With an open one, it is what the rows are printed to.
            return Outcome(_connection.Explain(error));
        }
        catch (Exception error) when (error is InvalidOperationException or InvalidCastException or NotSupportedException or FormatException or OverflowException)
        {
            return Outcome(_faults.Explain(error));
        }

        // Some functions end early and without a word when they are stopped.
        cancellationToken.ThrowIfCancellationRequested();
        return Outcome(null);
    }

    private static DbCommand Create(DbConnection database, string text)
    {
        DbCommand command = database.CreateCommand();
        command.CommandText = text;
        command.CommandTimeout = 0; // as long as it takes: Ctrl-C stops it
        if (command is NpgsqlCommand postgres)
        {
            // Every value written out by the server: all types, also those that .NET has none for.
            postgres.AllResultTypesAreUnknown = true;
        }

        return command;
    }

    private async Task PrintAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        if (reader.FieldCount > 0)
        {
            await PrintAsync(command, reader, cancellationToken);
        }

        while (await reader.NextResultAsync(cancellationToken))
        {
            _hasMoreResults |= reader.FieldCount > 0;
        }

        _affected = reader.RecordsAffected < 0 ? null : reader.RecordsAffected;
    }

    private async Task PrintAsync(DbCommand command, DbDataReader reader, CancellationToken cancellationToken)
    {
        ResultRows result = new(reader, _dialect);
        _rows = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            Cell[] row = result.Current();
            if (_rows++ == 0)
            {
                _writer.Begin(result.Columns);
            }

            _writer.Write(row);
            if (_isReaderGone())
            {
                // Otherwise closing the result would fetch the rest of it.
                command.Cancel();
                throw new OperationCanceledException("the reader is gone");
            }
        }

        if (_rows == 0)
        {
            _writer.Begin(result.Columns);
        }
    }

    private StatementOutcome Outcome(ConnectionException? failure)
    {
        List<Diagnostic> diagnostics = [.. failure?.Diagnostics ?? [], .. _connection.Warnings];
        return new StatementOutcome(_rows, _affected, Stopwatch.GetElapsedTime(_start), diagnostics, failure) { HasMoreResults = _hasMoreResults };
    }
}
