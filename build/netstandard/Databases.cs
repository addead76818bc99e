using System.Data;
using System.Data.Common;

namespace DataJoint;

/// <summary>What ADO.NET has learnt since .NET Framework. Where that has no asynchronous call, a thread waits for the driver.</summary>
internal static class Databases
{
    extension(DbException error)
    {
        /// <summary>The drivers have it, each in its own class.</summary>
        public string? SqlState => error.GetType().GetProperty("SqlState")?.GetValue(error) as string;
    }

    extension(DbConnection connection)
    {
        public async ValueTask<DbTransaction> BeginTransactionAsync(IsolationLevel isolation, CancellationToken cancellationToken = default) =>
            await Task.Run(() => connection.BeginTransaction(isolation), cancellationToken).ConfigureAwait(false);
    }

    extension(DbTransaction transaction)
    {
        public Task CommitAsync(CancellationToken cancellationToken = default) => Task.Run(transaction.Commit, cancellationToken);

        public Task RollbackAsync(CancellationToken cancellationToken = default) => Task.Run(transaction.Rollback, cancellationToken);
    }
}
