using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using DataJoint.Configuration;
using DataJoint.Connections.DataSources;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;

namespace DataJoint.Connections;

/// <summary>An open connection to the database that a configuration describes.</summary>
/// <remarks>
/// Work with <see cref="DbConnection"/>: it is the driver's own, so plain ADO.NET and everything built on it apply.
/// Like every ADO.NET connection it serves one thread at a time. It prints without credentials.
/// <para>
/// With <c>database.reconnect</c> (the default) a connection that was lost while idle is replaced when <see cref="DbConnection"/> is next read:
/// read it for each piece of work, and do not keep it. The new session has nothing of the old one's: temporary tables, locks and variables are gone,
/// and <c>connection.init_function</c> is run again. No statement is ever run twice. While a transaction of
/// <see cref="Transact"/> is open, or one that the driver's <c>BeginTransaction</c> has begun and whose loss the driver has not noticed, the connection
/// is not replaced: the next statement fails. What a transaction begun by a statement's text (<c>START TRANSACTION</c>) needs, nobody can see on MySQL:
/// use <see cref="Transact"/>.
/// </para>
/// </remarks>
public sealed class Connection : IDisposable, IAsyncDisposable
{
    /// <summary>The longest time without use for which the connection is taken to be alive without asking the server.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(100);

    private readonly ConnectionSource _source;
    private readonly bool _ownsSource;
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>
    /// Whoever closes writes "closed" and reads the connection, whoever replaces writes the connection and reads "closed". Without a full fence between the two each
    /// may read what was before the other's write, and the new session stays open for ever. Under one lock, too, exactly one of them closes
    /// each connection, which the drivers do not bear twice at once. Reading takes no lock.
    /// </summary>
    private readonly Lock _closing = new();
    private DbConnection _opened;
    private long _lastUsed = Stopwatch.GetTimestamp();
    private volatile bool _isClosed;
    private volatile bool _isTransacting;

    private Connection(ConnectionSource source, bool ownsSource, Opened opened)
    {
        _source = source;
        _ownsSource = ownsSource;
        (_opened, DataSourceVersion) = opened;
    }

    /// <summary>The driver's own connection, for commands and transactions. It belongs to this object, which closes it.</summary>
    /// <exception cref="ConnectionException">It was closed; or it was lost, and opening another one failed.</exception>
    public DbConnection DbConnection
    {
        get
        {
            CheckNotClosed();
            if (IsTrusted())
            {
                return _opened;
            }

            _gate.Wait();
            try
            {
                if (MustReplace())
                {
                    Take(_source.OpenWithGeneration());
                }

                CheckNotClosed();
                return _opened;
            }
            catch (ObjectDisposedException) when (_isClosed)
            {
                throw ConnectionException.Closed(Target);
            }
            finally
            {
                _gate.Release();
            }
        }
    }

    /// <summary>Whether the connection is open as far as this side knows; <see cref="Ping"/> asks the database.</summary>
    public bool IsConnected => !_isClosed && _opened.State is not (ConnectionState.Closed or ConnectionState.Broken);

    /// <summary>What was worth a warning when it was opened, for example that it is not encrypted; empty most of the time.</summary>
    public IReadOnlyList<Diagnostic> Warnings => _source.Warnings;

    /// <summary>Whether it is open, or opens itself again when it is next asked for: nobody has closed it.</summary>
    internal bool IsUsable => !_isClosed && (IsConnected || DataSourceVersion.Target.Reconnects);

    /// <summary>To where it leads, as it was opened.</summary>
    internal DataSourceVersion DataSourceVersion { get; private set; }

    /// <summary>Brings what is particular to its backend.</summary>
    internal DatabaseDriver Driver => DataSourceVersion.Driver;

    private string Target => DataSourceVersion.Target.ToString();

    /// <summary>The driver's own connection, as <see cref="DbConnection"/> gives it.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The open connection; it belongs to this object.</returns>
    /// <exception cref="ConnectionException">It was closed; or it was lost, and opening another one failed.</exception>
    public async ValueTask<DbConnection> GetDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        CheckNotClosed();
        if (IsTrusted())
        {
            return _opened;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        Task<bool> look = Task.Run(MustReplace, CancellationToken.None);
        try
        {
            if (await look.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                Take(await _source.OpenWithGenerationAsync(cancellationToken).ConfigureAwait(false));
            }

            CheckNotClosed();
            return _opened;
        }
        catch (ObjectDisposedException) when (_isClosed)
        {
            throw ConnectionException.Closed(Target);
        }
        finally
        {
            ReleaseAfter(look);
        }
    }

    /// <summary>Asks the database for a sign of life. Changes nothing, and replaces nothing.</summary>
    /// <exception cref="ConnectionException">It does not answer, or the connection is closed.</exception>
    public void Ping()
    {
        CheckOpen();
        try
        {
            using DbCommand command = CreatePing();
            command.ExecuteNonQuery();
            Touch();
        }
        catch (Exception error) when (error is DbException or IOException or SocketException)
        {
            throw Explain(error);
        }
    }

    /// <summary>Asks the database for a sign of life. Changes nothing, and replaces nothing.</summary>
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
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            Touch();
        }
        catch (Exception error) when (error is DbException or IOException or SocketException)
        {
            throw Explain(error);
        }
    }

    /// <summary>Runs work in a transaction: commits when it returns, rolls back when it throws.</summary>
    /// <param name="work">The work. Its commands go through the transaction's connection. It is run once, never again.</param>
    /// <param name="isolation">How the transaction is kept apart from others; by default as the server says.</param>
    /// <exception cref="ConnectionException">
    /// The connection was lost: <c>DJ3017</c> when the transaction is gone, <c>DJ3018</c> when that happened during the commit, so that only the
    /// server knows whether it took effect.
    /// </exception>
    /// <exception cref="InvalidOperationException">A transaction is open already.</exception>
    public void Transact(Action<DbTransaction> work, IsolationLevel isolation = IsolationLevel.Unspecified)
    {
        ArgumentNullException.ThrowIfNull(work);
        new TransactionRun(this, DbConnection).Run(work, isolation);
    }

    /// <summary>Runs work in a transaction: commits when it returns, rolls back when it throws.</summary>
    /// <param name="work">The work. Its commands go through the transaction's connection. It is run once, never again.</param>
    /// <param name="isolation">How the transaction is kept apart from others; by default as the server says.</param>
    /// <param name="cancellationToken">Passed on to the work. A commit that has begun is not given up.</param>
    /// <returns>A task that ends when the transaction is committed.</returns>
    /// <exception cref="ConnectionException">
    /// The connection was lost: <c>DJ3017</c> when the transaction is gone, <c>DJ3018</c> when that happened during the commit, so that only the
    /// server knows whether it took effect.
    /// </exception>
    /// <exception cref="InvalidOperationException">A transaction is open already.</exception>
    public async Task TransactAsync(
        Func<DbTransaction, CancellationToken, Task> work,
        IsolationLevel isolation = IsolationLevel.Unspecified,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        TransactionRun run = new(this, await GetDbConnectionAsync(cancellationToken).ConfigureAwait(false));
        await run.RunAsync(work, isolation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Turns what a driver threw while this connection was used into an exception of ours.</summary>
    /// <param name="error">The driver's exception. MySqlConnector throws others than <see cref="DbException"/> too when a connection is lost while a result is read.</param>
    /// <returns>An exception with a diagnostic and its remedy, and no credential.</returns>
    public ConnectionException Explain(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return ConnectionSource.Explain(error, DataSourceVersion);
    }

    /// <summary>Closes the connection; a transaction that is still open is rolled back. Closing twice, or a session that is lost, is not a fault.</summary>
    public void Close() => End(static session => session.Close());

    /// <summary>Closes the connection, as <see cref="Close"/> does.</summary>
    public void Dispose() => End(static session => session.Dispose());

    /// <summary>Closes the connection, as <see cref="Close"/> does.</summary>
    /// <returns>A task that ends when it is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await NoteClosed().DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (CommonFaults.IsOfLostSession(error))
        {
            // As for Close.
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Backend, user, host, port and database, and whether it is open; no credential.</summary>
    /// <returns>For example <c>mysql alice@db.example.com:3306/lab (open)</c>, or <c>sqlite /data/lab.db (open)</c>.</returns>
    public override string ToString() => $"{Target} ({(IsConnected ? "open" : "closed")})";

    /// <summary>Opens a connection.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="ownsSource">Whether nobody else uses the source, so that it goes with the connection.</param>
    internal static Connection Open(ConnectionSource source, bool ownsSource) => new(source, ownsSource, source.OpenWithGeneration());

    /// <summary>The same, asynchronously.</summary>
    internal static async Task<Connection> OpenAsync(ConnectionSource source, bool ownsSource, CancellationToken cancellationToken) =>
        new(source, ownsSource, await source.OpenWithGenerationAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>While a transaction of <see cref="Transact"/> runs, nothing is asked and nothing replaced.</summary>
    /// <exception cref="InvalidOperationException">One runs already.</exception>
    internal void BeginTransacting()
    {
        if (_isTransacting)
        {
            throw new InvalidOperationException("A transaction is open on this connection already; transactions do not nest.");
        }

        _isTransacting = true;
    }

    /// <summary>The transaction is over.</summary>
    internal void EndTransacting()
    {
        _isTransacting = false;
        Touch();
    }

    private bool IsTrusted() =>
        _isClosed || _isTransacting || !DataSourceVersion.Target.Reconnects
        || (IsConnected && Stopwatch.GetElapsedTime(Volatile.Read(ref _lastUsed)) < Trust);

    /// <summary>The next one's turn comes when nobody looks any more: who has given up waiting leaves a look behind that may take seconds.</summary>
    private void ReleaseAfter(Task<bool> look)
    {
        if (look.IsCompleted)
        {
            _gate.Release();
            return;
        }

        _ = look.ContinueWith(
            static (ended, gate) =>
            {
                _ = ended.Exception;
                ((SemaphoreSlim)gate!).Release();
            },
            _gate, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Touch() => Volatile.Write(ref _lastUsed, Stopwatch.GetTimestamp());

    private void End(Action<DbConnection> close)
    {
        try
        {
            close(NoteClosed());
        }
        catch (Exception error) when (CommonFaults.IsOfLostSession(error))
        {
            // There is nothing left to close, and the server ends what was open.
        }
        finally
        {
            Release();
        }
    }

    private bool MustReplace()
    {
        if (IsTrusted())
        {
            return false;
        }

        try
        {
            if (IsConnected && Driver.Validate(_opened) != Liveness.Lost)
            {
                Touch();
                return false;
            }

            return true;
        }
        catch (Exception) when (_isClosed)
        {
            // Closed while it was looked at: each driver then fails in a way of its own.
            throw ConnectionException.Closed(Target);
        }
    }

    private void Take(Opened replacement)
    {
        DbConnection unwanted = replacement.Connection;
        lock (_closing)
        {
            if (!_isClosed)
            {
                unwanted = _opened;
                (_opened, DataSourceVersion) = replacement;
                Touch();
            }
        }

        unwanted.Dispose();
    }

    /// <summary>Nothing is replaced any more.</summary>
    /// <returns>The connection that is to be closed.</returns>
    private DbConnection NoteClosed()
    {
        lock (_closing)
        {
            _isClosed = true;
            return _opened;
        }
    }

    private void Release()
    {
        if (_ownsSource)
        {
            _source.Dispose();
        }
    }

    private DbCommand CreatePing()
    {
        DbCommand command = _opened.CreateCommand();
        command.CommandText = Driver.PingStatement;
        return command;
    }

    private void CheckNotClosed()
    {
        if (_isClosed)
        {
            throw ConnectionException.Closed(Target);
        }
    }

    private void CheckOpen()
    {
        if (!IsConnected)
        {
            throw ConnectionException.Closed(Target);
        }
    }
}
