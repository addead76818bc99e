using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections;

/// <summary>One run of work in a transaction. A loss on the way is told apart: before the commit nothing is stored; during it nobody here knows.</summary>
internal sealed class TransactionRun(Connection owner, DbConnection connection)
{
    /// <summary>in_failed_sql_transaction, of the SQL standard.</summary>
    private const string FailedTransaction = "25P02";

    private bool _isCommitting;

    public void Run(Action<DbTransaction> work, IsolationLevel isolation)
    {
        owner.BeginTransacting();
        DbTransaction? transaction = null;
        try
        {
            transaction = connection.BeginTransaction(isolation);
            work(transaction);
            BeginCommit();
            owner.DataSourceVersion.Driver.Commit(transaction);
        }
        catch (Exception error) when (IsLoss(error))
        {
            throw Describe(error);
        }
        catch (DbException error) when (_isCommitting)
        {
            throw ExplainRefusal(error);
        }
        finally
        {
            End(transaction);
        }
    }

    public async Task RunAsync(Func<DbTransaction, CancellationToken, Task> work, IsolationLevel isolation, CancellationToken cancellationToken)
    {
        owner.BeginTransacting();
        DbTransaction? transaction = null;
        try
        {
            transaction = await connection.BeginTransactionAsync(isolation, cancellationToken).ConfigureAwait(false);
            await work(transaction, cancellationToken).ConfigureAwait(false);
            BeginCommit();
            await owner.DataSourceVersion.Driver.CommitAsync(transaction).ConfigureAwait(false);
        }
        catch (Exception error) when (IsLoss(error))
        {
            throw Describe(error);
        }
        catch (DbException error) when (_isCommitting)
        {
            throw ExplainRefusal(error);
        }
        finally
        {
            await EndAsync(transaction).ConfigureAwait(false);
        }
    }

    /// <summary>A loss that the work has noticed and kept to itself came before the commit.</summary>
    private void BeginCommit()
    {
        if (connection.State is ConnectionState.Closed or ConnectionState.Broken)
        {
            throw new InvalidOperationException("The connection was closed inside the transaction.");
        }

        _isCommitting = true;
    }

    /// <summary>The work may fail for reasons of its own, a file that is missing for example: only what the driver says counts, or a connection that is closed.</summary>
    private bool IsLoss(Exception error) =>
        connection.State is ConnectionState.Closed or ConnectionState.Broken
        || (error is DbException and not ConnectionException && owner.DataSourceVersion.Driver.IsLoss(error));

    private ConnectionException Describe(Exception error)
    {
        string where = owner.DataSourceVersion.Target.Address;
        Fault fault = _isCommitting
            ? new Fault(
                DatabaseRules.CommitUnknown, $"the connection to {where} was lost during the commit: whether the transaction took effect is not known",
                "Look in the database whether it did, before doing it again.")
            : new Fault(
                DatabaseRules.TransactionLost, $"the connection to {where} was lost inside a transaction: the transaction is gone, and nothing of it is stored",
                "Begin it again, from its first statement.")
            { IsTransient = true };
        return fault.ToException(owner.DataSourceVersion.Context, error);
    }

    /// <summary>The server has answered the commit, with a no.</summary>
    private ConnectionException ExplainRefusal(DbException error) => error.SqlState == FailedTransaction
        ? new Fault(
            DatabaseRules.TransactionFailed,
            $"the transaction at {owner.DataSourceVersion.Target.Address} was rolled back, and nothing of it is stored: a statement in it had failed",
            "Let the statement's exception out of the work. Where its failure is expected, set a savepoint before it and go back there "
            + "(DbTransaction.Save, Rollback with its name).").ToException(owner.DataSourceVersion.Context, error)
        : owner.Explain(error);

    /// <summary>Disposing rolls back what is not committed; on a dead connection it may throw, and there is nothing left to roll back.</summary>
    private void End(DbTransaction? transaction)
    {
        try
        {
            transaction?.Dispose();
        }
        catch (Exception error) when (error is DbException or IOException or SocketException or InvalidOperationException)
        {
            // Told already.
        }
        finally
        {
            owner.EndTransacting();
        }
    }

    private async Task EndAsync(DbTransaction? transaction)
    {
        try
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is DbException or IOException or SocketException or InvalidOperationException)
        {
            // Told already.
        }
        finally
        {
            owner.EndTransacting();
        }
    }
}
